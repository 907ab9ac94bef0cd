import type { Flow, FlowMove, FlowStep } from '../model/model.ts'
import type { PageContext } from './context.ts'
import { type Path, type Place, type Point, pathOf, type Shape } from './flow-paths.ts'
import { type Html, html, nothing } from './html.ts'

const shape: Omit<Shape, 'width'> = { height: 34, columnGap: 72, rowGap: 46 }
const margin = 34
const letterWidth = 7.3

/** A flow as a picture, with one step marked as the page's own, and the moves to and from it in words. */
export function flowFigure(flow: Flow, here: string | undefined, context: PageContext): Html {
  const box: Shape = { ...shape, width: Math.max(...flow.steps.map(({ label }) => label.length)) * letterWidth + 22 }
  const places = new Map(flow.steps.map(step => [step.id, placeOf(step, box)]))
  const all = [...places.values()]
  const width = Math.ceil(Math.max(...all.map(({ x }) => x + box.width)) + margin)
  const height = Math.ceil(Math.max(...all.map(({ y }) => y + box.height)) + margin)
  const numbered = flow.moves.filter(move => here === undefined || move.from === here || move.to === here)
  const arrows = flow.moves.map(move => ({
    path: pathOf(move, flow.moves, places, box),
    number: numbered.indexOf(move) + 1,
    // Numbers stand near the other step: near this one all arrows meet.
    share: move.from === move.to ? 0.5 : move.from === here ? 0.68 : 0.32,
  }))
  const marked = here !== undefined
  return html`<figure class="flow"><div class="scroll" tabindex="0" role="region" aria-label="Picture: ${flow.title}"><svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="group" aria-label="${flow.title}"><defs>${tip('tip')}${tip('tip-near')}</defs>
${arrows.map(({ path, number }) => edge(path, marked && number > 0))}
${flow.steps.map(step => stepBox(step, step.id === here, places.get(step.id), box, context))}
${marked && arrows.map(({ path, number, share }) => (number > 0 ? badge(path.at(share), number) : nothing))}
</svg></div><figcaption>${context.prose.inline(flow.description)}</figcaption></figure>
<ol class="moves">${numbered.map(move => html`<li>${inWords(move, flow, here, context)}</li>`)}</ol>
<p class="small quiet">${sourcesOf(flow)}</p>`
}

function placeOf({ column, row }: FlowStep, box: Shape): Place {
  return { column, row, x: margin + column * (box.width + box.columnGap), y: margin + row * (box.height + box.rowGap) }
}

function tip(id: string): Html {
  return html`<marker id="${id}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path d="M0 .5 8 4 0 7.5z"/></marker>`
}

function edge({ path }: Path, near: boolean): Html {
  return html`<path class="edge${near ? ' near' : ''}" d="${path}" marker-end="url(#${near ? 'tip-near' : 'tip'})"/>`
}

function badge({ x, y }: Point, number: number): Html {
  return html`<g class="badge" aria-hidden="true"><circle cx="${x}" cy="${y}" r="8.5"/><text x="${x}" y="${y + 3.8}" text-anchor="middle">${number}</text></g>`
}

function stepBox(step: FlowStep, here: boolean, place: Place | undefined, box: Shape, context: PageContext): Html {
  if (place === undefined) return nothing
  const kind = here ? 'here' : step.method === undefined ? 'state' : 'call'
  const radius = step.method === undefined ? box.height / 2 : 8
  const drawn = html`<g class="${kind}"><rect class="box" x="${place.x}" y="${place.y}" width="${box.width}" height="${box.height}" rx="${radius}"/><text x="${place.x + box.width / 2}" y="${place.y + box.height / 2 + 4}" text-anchor="middle">${step.label}</text></g>`
  return step.linkTo === undefined || here ? drawn : html`<a href="${context.prose.to(step.linkTo)}">${drawn}</a>`
}

function inWords(move: FlowMove, flow: Flow, here: string | undefined, context: PageContext): Html {
  const named = (id: string) => {
    const step = flow.steps.find(candidate => candidate.id === id)
    if (id === here || step?.linkTo === undefined) return html`<b>${step?.label ?? id}</b>`
    return html`<a href="${context.prose.to(step.linkTo)}">${step.label}</a>`
  }
  const when = move.linkTo === undefined ? html`${move.when}` : linkedWhen(move.when, context.prose.to(move.linkTo))
  return html`${named(move.from)} → ${named(move.to)}<span class="quiet"> when: </span>${when}`
}

// Only the name in front is what the link leads to.
function linkedWhen(when: string, address: string): Html {
  const name = /^[\w.]+/.exec(when)?.[0] ?? when
  return html`<a href="${address}">${name}</a>${when.slice(name.length)}`
}

function sourcesOf({ sources }: Flow): Html {
  const links = sources.map((source, at) => {
    const shown = source.replace(/^https?:\/\//, '')
    return html`${at > 0 && ', '}${shown === source ? source : html`<a href="${source}">${shown}</a>`}`
  })
  return html`Order known from ${links}.`
}
