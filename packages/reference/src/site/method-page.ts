import type { MethodEntry, MethodExample, Permission } from '../model/model.ts'
import { codeBlock } from './code-colours.ts'
import type { PageContext } from './context.ts'
import {
  declaration,
  fieldList,
  historyList,
  lead,
  nameHeading,
  tabs,
  toldList,
  typeLink,
  wireTable,
} from './entry-parts.ts'
import { flowFigure } from './flow-picture.ts'
import { type Html, html, nothing } from './html.ts'
import { type Heading, heading, type Page } from './layout.ts'
import { methodSide, namespaceId, namespaceTitle } from './neighbours.ts'

const headings = {
  parameters: { id: 'parameters', text: 'Parameters' },
  result: { id: 'result', text: 'Result' },
  errors: { id: 'errors', text: 'Errors' },
  flow: { id: 'flow', text: 'Before and after' },
  example: { id: 'example', text: 'Example' },
  history: { id: 'history', text: 'History' },
} as const satisfies Record<string, Heading>

/** The page of a method. */
export function methodPage(method: MethodEntry, context: PageContext): Page {
  const { reference } = context
  const example = reference.examples?.method(method.name)
  const flow = reference.flows.find(({ id }) => id === method.flow?.flow)
  const body = html`
${nameHeading(method.name, 'Method')}
${lead(method.description, context)}
${method.warnings.map(({ text }) => html`<div class="note warn" role="note">${context.prose.block(text)}</div>`)}
${answers(method)}
${declaration(method.tl, context)}
${heading(headings.parameters)}
${method.parameters.length === 0 ? html`<p>None.</p>` : fieldList(method.parameters, context)}
${method.flagWords.length > 0 && html`<p class="small quiet">${method.flagWords.map((word, at) => html`${at > 0 && ', '}<code>${word}</code>`)} in the TL line ${method.flagWords.length === 1 ? 'is' : 'are'} computed from the optional parameters: callers never pass ${method.flagWords.length === 1 ? 'it' : 'them'}.</p>`}
${method.notes.map(note => html`<h3><code>${note.parameter}</code></h3><div class="prose">${context.prose.block(note.text)}</div>`)}
${heading(headings.result)}
${result(method, context)}
${heading(headings.errors)}
${errorTable(method, context)}
${flow !== undefined && html`${heading(headings.flow)}${flowFigure(flow, method.flow?.step, context)}`}
${example !== undefined && html`${heading(headings.example)}${exampleTabs(example, method, context)}`}
${heading(headings.history)}
${historyList(method.history, context)}
`
  return {
    title: method.name,
    description: context.prose.summary(method.description, 160),
    section: 'methods',
    crumbs: [
      { text: 'Reference', address: 'index.html' },
      { text: 'Methods', address: 'methods/index.html' },
      { text: namespaceTitle(method.namespace), address: `methods/index.html#${namespaceId(method.namespace)}` },
      { text: method.name },
    ],
    side: methodSide(method.name, method.namespace, context),
    contents: Object.values(headings).filter(
      ({ id }) => (id !== 'flow' || flow !== undefined) && (id !== 'example' || example !== undefined),
    ),
    body,
    twins: method.urls,
  }
}

const words: Readonly<Record<Permission['answer'], string>> = {
  yes: 'Yes',
  no: 'No',
  unknown: 'Unknown',
  seen: 'Yes, seen',
}

function answers({ access, implemented }: MethodEntry): Html {
  const rows: readonly (readonly [id: string, question: string, permission: Permission])[] = [
    ['users', 'Users', access.users],
    ['bots', 'Bots', access.bots],
    ['business', 'Bots for a business', access.business],
    ['before-login', 'Before login', access.beforeLogin],
  ]
  return html`<dl class="answers" aria-label="Who may call it">${rows.map(
    ([id, question, { answer, source, date, note }]) =>
      html`<div data-access="${id}" data-answer="${answer}"><dt>${question}</dt><dd><button type="button" class="answer ${answer}" aria-describedby="why-${id}">${words[answer]}</button><span role="tooltip" id="why-${id}">${note !== undefined && html`${note} `}Source: ${source}${date !== undefined && html` (read ${date})`}</span></dd></div>`,
  )}${
    implemented !== undefined &&
    html`<div><dt>Our data center</dt><dd><b class="answer plain ${implemented ? 'yes' : 'no'}">${implemented ? 'Answers it' : 'Not yet'}</b></dd></div>`
  }</dl>`
}

function result(method: MethodEntry, context: PageContext): Html {
  const type = context.reference.get('type', method.result.name)
  const vector = method.result.vectors > 0 ? html` A list.` : nothing
  return html`<p><code class="result-type">${typeLink(method.result, context)}</code>${vector}${type?.hasProse === true && html` ${context.prose.inline(type.description)}`}</p>${
    type !== undefined && !type.builtIn && type.constructors.length > 0 && toldList(type.constructors, context)
  }`
}

function errorTable(method: MethodEntry, context: PageContext): Html {
  const wait = context.reference.get('error', 'FLOOD_WAIT_%d')?.urls.html ?? 'errors/index.html'
  const general = html`<p class="small quiet">Any call may also meet the errors of the connection and of limits, such as <a href="${context.prose.to(wait)}">a flood wait</a>.</p>`
  if (method.errors.length === 0) return html`<p>None is known for this method.</p>${general}`
  return html`<table class="errors"><thead><tr><th scope="col">Code</th><th scope="col">Name</th><th scope="col">Meaning</th><th scope="col">What to do</th></tr></thead><tbody>${method.errors.map(
    error =>
      html`<tr data-error="${error.name}" data-code="${error.code}"><td>${error.code}</td><td><a href="${context.prose.to(error.linkTo)}"><code>${error.title.split(/(?<=_)/).map((part, at) => html`${at > 0 && html`<wbr>`}${part}`)}</code></a></td><td>${
        error.description === ''
          ? html`<span class="quiet">Not described by the source.</span>`
          : context.prose.inline(error.description)
      }</td><td>${context.prose.inline(error.remedy)}</td></tr>`,
  )}</tbody></table>${general}`
}

function exampleTabs(example: MethodExample, method: MethodEntry, context: PageContext): Html {
  // A reference of another layer has no program: our client speaks its own layer only.
  const { program, everything, command } = example as Partial<MethodExample>
  const panels: (readonly [string, Html])[] = []
  if (program !== undefined) panels.push(['TypeScript', codeBlock(program, 'the program')])
  if (everything !== undefined) panels.push(['Every parameter', codeBlock(everything, 'the call with every parameter')])
  if (command !== undefined) panels.push(['Command line', codeBlock(command, 'the command')])
  panels.push(['JSON', codeBlock(example.json, 'the parameters')], ['On the wire', wireTable(example.wire)])
  return html`${example.before !== undefined && html`<div class="prose">${context.prose.block(example.before)}</div>`}${tabs('Example', panels)}${
    example.answer !== undefined &&
    html`<h3>Answer</h3><p class="small quiet">What our data center answered to this very call when the tests ran.</p>${codeBlock(example.answer, `the answer of ${method.name}`)}`
  }`
}
