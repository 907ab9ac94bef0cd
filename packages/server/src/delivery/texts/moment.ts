import type { Language } from './languages.ts'

/** A moment as people write it, in two parts, since languages put other words between them. */
export interface Moment {
  /** Such as `November 24, 2026`. */
  readonly date: string
  /** Such as `8:05 PM UTC`. Nobody knows where who reads it is, so that it names its time zone. */
  readonly time: string
}

/** Writes a moment in a language, in UTC. */
export function writeMoment(language: Language, atMs: number): Moment {
  const { dates, times } = formatsOf(language)
  return { date: dates.format(atMs), time: times.format(atMs) }
}

interface Formats {
  readonly dates: Intl.DateTimeFormat
  readonly times: Intl.DateTimeFormat
}

// Making one costs more than using it a hundred times.
const formats = new Map<Language, Formats>()

function formatsOf(language: Language): Formats {
  const known = formats.get(language)
  if (known !== undefined) return known
  const calendar = 'gregory'
  const timeZone = 'UTC'
  const made = {
    dates: new Intl.DateTimeFormat(language, { dateStyle: 'long', calendar, timeZone }),
    times: new Intl.DateTimeFormat(language, {
      hour: 'numeric',
      minute: '2-digit',
      timeZoneName: 'short',
      calendar,
      timeZone,
    }),
  }
  formats.set(language, made)
  return made
}
