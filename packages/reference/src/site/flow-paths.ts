import type { FlowMove } from '../model/model.ts'

/** Sizes of a drawing, in its own units. */
export interface Shape {
  readonly width: number
  readonly height: number
  readonly columnGap: number
  readonly rowGap: number
}

/** Where a box is: in the grid, and its upper left corner. */
export interface Place {
  readonly column: number
  readonly row: number
  readonly x: number
  readonly y: number
}

/** An arrow. */
export interface Path {
  /** For the attribute `d`. */
  readonly path: string
  /** A point on it: 0 is its start, 1 its end. */
  at(share: number): Point
}

/** A place in the drawing. */
export interface Point {
  readonly x: number
  readonly y: number
}

/** How far the two arrows of a pair keep from each other. */
const pairShift = 9

/** Draws a move between two boxes so that it crosses no other box of the same row or column. */
export function pathOf(
  move: FlowMove,
  moves: readonly FlowMove[],
  places: ReadonlyMap<string, Place>,
  box: Shape,
): Path {
  const from = places.get(move.from)
  const to = places.get(move.to)
  if (from === undefined || to === undefined)
    return curve({ x: 0, y: 0 }, { x: 0, y: 0 }, { x: 0, y: 0 }, { x: 0, y: 0 })
  const columns = to.column - from.column
  const rows = to.row - from.row
  const paired = moves.some(other => other.from === move.to && other.to === move.from && other !== move)
  const shift = paired ? pairShift * (columns + rows / 10 > 0 ? -1 : 1) : 0
  if (columns === 0 && rows === 0) return loop(from, box)
  if (columns === 0) return Math.abs(rows) === 1 ? upright(from, to, shift, box) : besideColumn(from, to, box)
  if (rows === 0 && Math.abs(columns) > 1) return aboveRow(from, to, box)
  return across(from, to, shift, box)
}

function loop({ x, y }: Place, { width }: Shape): Path {
  const left = { x: x + width - 46, y }
  const right = { x: x + width - 16, y }
  return curve(left, { x: left.x - 6, y: y - 34 }, { x: right.x + 6, y: y - 34 }, right)
}

function upright(from: Place, to: Place, shift: number, { width, height }: Shape): Path {
  const down = to.y > from.y
  const x = from.x + width / 2 + shift * 2
  const start = { x, y: down ? from.y + height : from.y }
  const end = { x, y: down ? to.y : to.y + height }
  return curve(start, start, end, end)
}

function besideColumn(from: Place, to: Place, { height }: Shape): Path {
  const start = { x: from.x, y: from.y + height / 2 }
  const end = { x: to.x, y: to.y + height / 2 }
  const bulge = from.x - 26
  return curve(start, { x: bulge, y: start.y }, { x: bulge, y: end.y }, end)
}

function aboveRow(from: Place, to: Place, { width, rowGap }: Shape): Path {
  const right = to.x > from.x
  const start = { x: from.x + width * (right ? 0.7 : 0.3), y: from.y }
  const end = { x: to.x + width * (right ? 0.3 : 0.7), y: to.y }
  const top = from.y - Math.min(rowGap * 0.85, 38)
  return curve(start, { x: start.x + (right ? 40 : -40), y: top }, { x: end.x + (right ? -40 : 40), y: top }, end)
}

function across(from: Place, to: Place, shift: number, { width, height }: Shape): Path {
  const right = to.x > from.x
  const start = { x: right ? from.x + width : from.x, y: from.y + height / 2 + shift }
  const end = { x: right ? to.x : to.x + width, y: to.y + height / 2 + shift }
  const bend = (end.x - start.x) / 2
  return curve(start, { x: start.x + bend, y: start.y }, { x: end.x - bend, y: end.y }, end)
}

function curve(start: Point, first: Point, second: Point, end: Point): Path {
  const text = ({ x, y }: Point) => `${round(x)} ${round(y)}`
  return {
    path: `M${text(start)}C${text(first)} ${text(second)} ${text(end)}`,
    at: share => {
      const along = (axis: keyof Point) =>
        round(
          (1 - share) ** 3 * start[axis] +
            3 * (1 - share) ** 2 * share * first[axis] +
            3 * (1 - share) * share ** 2 * second[axis] +
            share ** 3 * end[axis],
        )
      return { x: along('x'), y: along('y') }
    },
  }
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
