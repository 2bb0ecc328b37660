/** To a thousandth: what is beyond changes from one run to the next. */
export function roundFigure(value: number): number {
  return Number(value.toFixed(3))
}
