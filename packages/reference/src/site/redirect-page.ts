import { html } from './html.ts'

/** What a web server without redirects serves at an older address. `target` is relative to that address. */
export function redirectPage(target: string, name: string): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${name} has moved</title>
<link rel="canonical" href="${target}">
<meta http-equiv="refresh" content="0; url=${target}">
<meta name="robots" content="noindex">
</head>
<body><p>This page is at <a href="${target}">${name}</a> now.</p></body>
</html>
`.toString()
}
