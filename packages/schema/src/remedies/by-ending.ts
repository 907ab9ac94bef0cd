import { errorNameForms } from '../error-names.ts'

/**
 * What to do about errors by their last words (`…_INVALID`), for names that have no sentence of their own. Markdown.
 *
 * @param name as met or in general; a number at its end is not looked at
 * @param parameters names of the method's parameters: the sentence names the one that the error is about
 */
export function remedyByEnding(name: string, parameters: readonly string[]): string | undefined {
  const forms = errorNameForms(name)
  for (const { ending, plain, about } of endings) {
    const form = forms.find(candidate => candidate.endsWith(ending))
    if (form === undefined) continue
    const parameter = about && parameterFor(form.slice(0, -ending.length), parameters)
    return parameter === undefined ? plain : about?.(`\`${parameter}\``)
  }
  return undefined
}

interface EndingRemedy {
  readonly ending: string
  readonly plain: string
  /** The same about a parameter of the method. */
  readonly about?: (parameter: string) => string
}

const limitReached = 'A limit is reached: send fewer, or remove some first.'
const notAllowed =
  'This account may not do that here: ask for the right, or do without. Repeating the call does not help.'
const notHere = 'That does not work here: leave it out, or choose something else.'
const passing = 'Call again after a pause; if it stays, check what was sent.'

// The first that fits wins: longer endings stand before those they end with.
const endings: readonly EndingRemedy[] = [
  { ending: '_NOT_MODIFIED', plain: 'Nothing to do: it is so already. Treat it as success.' },
  {
    ending: '_NOT_FOUND',
    plain: 'Check the name or id: nothing like it exists (any more).',
    about: parameter => `Check ${parameter}: nothing like it exists (any more).`,
  },
  { ending: '_NOT_ALLOWED', plain: notHere },
  { ending: '_NOT_SUPPORTED', plain: notHere },
  { ending: '_UNSUPPORTED', plain: notHere },
  { ending: '_NOT_AVAILABLE', plain: 'That cannot be had at present: do without it.' },
  { ending: '_UNAVAILABLE', plain: 'That cannot be had at present: do without it.' },
  { ending: '_TOO_LONG', plain: 'Shorten it.', about: parameter => `Shorten ${parameter}.` },
  { ending: '_TOO_SHORT', plain: 'Make it longer.', about: parameter => `Make ${parameter} longer.` },
  { ending: '_TOO_BIG', plain: 'Make it smaller.', about: parameter => `Make ${parameter} smaller.` },
  { ending: '_TOO_SMALL', plain: 'Make it larger.', about: parameter => `Make ${parameter} larger.` },
  { ending: '_TOO_MUCH', plain: limitReached, about: parameter => `Give fewer ${parameter}, or remove some first.` },
  { ending: '_TOO_MANY', plain: limitReached, about: parameter => `Give fewer ${parameter}, or remove some first.` },
  { ending: '_TOO_FEW', plain: 'Give more of them.', about: parameter => `Give more ${parameter}.` },
  { ending: '_TOO_HIGH', plain: 'Choose a lower value.', about: parameter => `Lower ${parameter}.` },
  { ending: '_TOO_LOW', plain: 'Choose a higher value.', about: parameter => `Raise ${parameter}.` },
  { ending: '_ALREADY_EXISTS', plain: 'Use what exists, or choose another value.' },
  { ending: '_ADMIN_REQUIRED', plain: 'Ask an administrator for the right, or act as one.' },
  {
    ending: '_EMPTY',
    plain: 'Fill in the value that the name tells.',
    about: parameter => `Give a value for ${parameter}.`,
  },
  {
    ending: '_MISSING',
    plain: 'The call needs something that is not there, as the description says: provide it first.',
    about: parameter => `Give ${parameter}.`,
  },
  {
    ending: '_REQUIRED',
    plain: 'Meet the condition that the description tells, then call again.',
    about: parameter => `Give ${parameter}.`,
  },
  {
    ending: '_INVALID',
    plain: 'Check the value that the name tells: it is malformed, out of date, or not known to this account.',
    about: parameter => `Check ${parameter}: malformed, out of date, or not known to this account.`,
  },
  {
    ending: '_EXPIRED',
    plain: 'Its time is over: fetch or begin it afresh, then call again.',
    about: parameter => `Fetch ${parameter} afresh, then call again.`,
  },
  {
    ending: '_OCCUPIED',
    plain: 'Somebody has it already: choose another value.',
    about: parameter => `Choose another ${parameter}: this one is taken.`,
  },
  {
    ending: '_DUPLICATE',
    plain: 'Give each value once. If this is a repeated call, the first one worked.',
    about: parameter => `Give another ${parameter}. If this is a repeated call, the first one worked.`,
  },
  { ending: '_FORBIDDEN', plain: notAllowed },
  { ending: '_RESTRICTED', plain: notAllowed },
  { ending: '_DENIED', plain: notAllowed },
  {
    ending: '_DISABLED',
    plain: 'It is switched off here: do without it, or switch it on first where that is yours to decide.',
  },
  { ending: '_FLOOD', plain: 'Stop for a while: asking again makes the wait longer.' },
  { ending: '_FAILED', plain: passing },
  { ending: '_FAIL', plain: passing },
  { ending: '_TIMEOUT', plain: 'Call again after a pause that grows each time.' },
  { ending: '_PRIVATE', plain: 'This account cannot see it: join first, or leave it alone.' },
  { ending: '_DEACTIVATED', plain: 'Leave it out: the account is gone.' },
  { ending: '_BANNED', plain: 'The ban must be lifted first; repeating the call does not help.' },
  { ending: '_BLOCKED', plain: 'The block must be lifted first; repeating the call does not help.' },
]

/** The parameter that the first words of an error are about; undefined when none fits. */
function parameterFor(subject: string, parameters: readonly string[]): string | undefined {
  const wanted = subject.toLowerCase()
  const candidates = [wanted, wanted.replace(/_id$/, ''), `${wanted}_id`, `${wanted}s`, wanted.replace(/s$/, '')]
  return candidates.find(candidate => parameters.includes(candidate))
}
