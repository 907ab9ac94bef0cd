import { type Html, html } from './html.ts'

/** The mark: an optical telegraph of Claude Chappe, a mast with a regulator and two indicators. */
export const telegraph: Html = html`<svg viewBox="0 0 32 32" aria-hidden="true" fill="none" stroke="currentColor" stroke-linecap="round" stroke-linejoin="round"><path stroke-width="2" d="M16 11.5V29M11.5 29h9"/><path stroke-width="3" d="M7 15.5 25 7.5"/><path stroke-width="2.5" d="M7 15.5V23M25 7.5V2.5"/><circle cx="16" cy="11.5" r="1.8" fill="currentColor" stroke="none"/></svg>`

/** The mark as a file, for the tab of the browser. */
export const markFile: string = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" fill="none" stroke="#c2502a" stroke-linecap="round" stroke-linejoin="round"><path stroke-width="2" d="M16 11.5V29M11.5 29h9"/><path stroke-width="3" d="M7 15.5 25 7.5"/><path stroke-width="2.5" d="M7 15.5V23M25 7.5V2.5"/></svg>`

/** A chain of telegraphs over hills, each arm in another position. */
export const landscape: Html = html`<svg viewBox="0 0 240 200" aria-hidden="true" fill="none" stroke="currentColor" stroke-linecap="round" stroke-linejoin="round">
<path stroke="none" fill="currentColor" opacity=".1" d="M0 200v-52c30-22 55-24 88-8s66 12 92-8 44-22 60-20v88z"/>
<path stroke="none" fill="currentColor" opacity=".16" d="M0 200v-24c40-10 70-2 108 6s82 2 132-14v32z"/>
<g stroke-width="1.6" opacity=".55"><path d="M190 128V92"/><path stroke-width="2.2" d="M179 86l22 12"/><path d="M179 86v-9M201 98l8-5"/></g>
<g stroke-width="2.6"><path d="M62 146V62"/><path d="M54 148h16" /><path stroke-width="4" d="M32 74l60-24"/><path stroke-width="3.2" d="M32 74v26M92 50V26"/><circle cx="62" cy="62" r="4" fill="currentColor" stroke="none"/></g>
<path stroke-width="1" stroke-dasharray="2 5" opacity=".7" d="M100 54c30-8 50 6 74 28"/>
</svg>`

/** Opens the sections on narrow screens. */
export const menu: Html = html`<svg viewBox="0 0 20 20" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round"><path d="M3 6h14M3 10h14M3 14h14"/></svg>`

/** Changes between dark and light. */
export const moon: Html = html`<svg viewBox="0 0 20 20" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linejoin="round"><path d="M16.5 12.300A7 7 0 0 1 7.7 3.5a7 7 0 1 0 8.8 8.800z"/></svg>`
