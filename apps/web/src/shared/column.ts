/** A column of a list: plain text by `text` or the field of that name; anything richer in the slot `cell-<key>`. */
export interface Column<Row> {
  key: string;
  label: string;
  text?: (row: Row) => string | number | null | undefined;
  width?: number;
  minWidth?: number;
  align?: 'left' | 'right' | 'center';
  fixed?: 'left' | 'right';
  /** Figures of one width that don't wrap: numbers, dates, codes. */
  number?: boolean;
  /** Only there for who wants it: hidden until the settings show it. */
  hidden?: boolean;
}

export function textOf<Row>(column: Column<Row>, row: Row): string {
  const value = column.text ? column.text(row) : (row as Record<string, unknown>)[column.key];
  return value === null || value === undefined || value === '' ? '—' : String(value);
}
