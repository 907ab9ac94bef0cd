import type { Reference } from '../model/model.ts'

/**
 * Turns the cross references of the model, `{@link auth.sendCode}`, into ordinary Markdown links. Names without a page
 * stay as code.
 *
 * @param from address of the page that the text stands on, from which links are relative: `methods/auth.resendCode.html`
 */
export function linkPages(reference: Reference, markdown: string, from: string): string {
  return markdown.replaceAll(/\{@link ([^}\s]+)\}/g, (_, name: string) => {
    const entry = reference.get('method', name) ?? reference.get('constructor', name) ?? reference.get('type', name)
    return entry === undefined ? `\`${name}\`` : `[${name}](${relativeAddress(from, entry.urls.html)})`
  })
}

/** The address of one page as seen from another: `../types/auth.SentCode.html`. */
export function relativeAddress(from: string, to: string): string {
  const here = from.split('/').slice(0, -1)
  const there = to.split('/')
  let common = 0
  while (common < here.length && common < there.length - 1 && here[common] === there[common]) common++
  return [...here.slice(common).map(() => '..'), ...there.slice(common)].join('/')
}

/** Markdown as plain text on one line, for titles, search and the descriptions of pages. */
export function plainText(markdown: string): string {
  return markdown
    .replaceAll(/\{@link ([^}\s]+)\}/g, '$1')
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/`([^`]*)`/g, '$1')
    .replaceAll(/\*\*([^*]+)\*\*/g, '$1')
    .replaceAll(/\*([^*\s][^*]*)\*/g, '$1')
    .replaceAll(/~~| »/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
}

/** The first sentence of a description as plain text, for lists. */
export function summaryOf(markdown: string): string {
  const text = plainText(markdown.split('\n\n')[0] ?? '')
  // A full stop ends a sentence when a capital letter follows, so "e.g. flash-call" does not.
  return /^.*?[.!?](?=\s+[A-Z])/.exec(text)?.[0] ?? text
}
