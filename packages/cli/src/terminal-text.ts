/** Turns the Markdown of the schema's prose into plain text: links become their words, marks are dropped. */
export function terminalText(markdown: string): string {
  return markdown
    .replace(/\{@link ([^}]+)\}/g, '$1')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/`([^`]*)`/g, '$1')
    .replace(/\*\*([^*]*)\*\*/g, '$1')
    .trim()
}
