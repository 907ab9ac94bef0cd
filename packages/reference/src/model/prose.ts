/**
 * Repairs links of the source's prose that lead nowhere from here: addresses without a host, which were relative to
 * Telegram's site. Those of its pages on names become cross references, `{@link name}`.
 */
export function repairLinks(markdown: string): string {
  return markdown
    .replaceAll(
      /\[([^\]]*)\]\(\/(?:method|constructor|type)\/([\w.]+)\)/g,
      (_, _label: string, name: string) => `{@link ${name}}`,
    )
    .replaceAll(/\]\(\/(?=[a-z])/g, '](https://core.telegram.org/')
}
