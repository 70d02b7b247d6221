import type { ListColumnDto } from '@quanheng/api-client';
import type { Column } from './column';

/**
 * A list's columns as somebody wants them: in their order, with their width, hidden or not. Columns that the settings
 * don't know (they are new) keep their place behind the column they follow on the page; settings of columns that are
 * gone say nothing. The first column is the row's link: it is never hidden and stays first.
 */
export function arrangeColumns<Row>(
  columns: readonly Column<Row>[],
  chosen: readonly ListColumnDto[],
): Column<Row>[] {
  const [first, ...rest] = columns;
  if (!first || chosen.length === 0) return [...columns];
  const wanted = new Map(chosen.map((each, index) => [each.key, { ...each, index }]));
  let place = -1;
  const placed = rest.map((column) => {
    place = wanted.get(column.key)?.index ?? place + 0.001;
    return { column, place };
  });
  const inOrder = placed.sort((a, b) => a.place - b.place).map(({ column }) => column);
  return [first, ...inOrder].map((column, index) => {
    const { width = null, hidden = column.hidden ?? false } = wanted.get(column.key) ?? {};
    return { ...column, ...(width ? { width, minWidth: undefined } : {}), hidden: index > 0 && hidden };
  });
}

/** All columns as settings, the way they are shown now. */
export function toSettings<Row>(
  columns: readonly Column<Row>[],
  chosen: readonly ListColumnDto[],
): ListColumnDto[] {
  const widths = new Map(chosen.map(({ key, width }) => [key, width]));
  return columns.map(({ key, hidden }) => ({ key, hidden: hidden ?? false, width: widths.get(key) ?? null }));
}
