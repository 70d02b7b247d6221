import { findEditions, findRegions, type CatalogueEditionEntity, type Transaction } from '@quanheng/database';
import { CatalogueItemEntity } from '@quanheng/database';
import {
  CATALOGUE_COLUMNS,
  catalogueCells,
  REGION_COLUMNS,
  regionCells,
  retireMissing,
  type CatalogueItem,
  type ReferenceColumn,
  type ReferenceKind,
  type ReferenceRow,
  type ReferenceValue,
  type Region,
} from '@quanheng/domain';

/** The table that a new one is compared with and takes the place of. */
export interface ReferenceBase {
  /** Another one as soon as something else was put in force. */
  readonly id: string;
  readonly edition: CatalogueEditionEntity | null;
  readonly rows: readonly ReferenceRow[];
}

/** What is particular to each kind of reference data. */
export interface ReferenceSource {
  readonly sheet: string;
  readonly columns: readonly ReferenceColumn[];
  readonly notes: readonly string[];
  base(tx: Transaction): Promise<ReferenceBase>;
  /** What will stand there once these rows are in force. */
  merged(base: ReferenceBase, rows: readonly ReferenceRow[]): readonly ReferenceRow[];
  cells(row: ReferenceRow): string[];
  name(row: ReferenceRow): string;
}

const asRows = (rows: readonly object[]) => rows as readonly ReferenceRow[];
const textOf = (value: ReferenceValue | undefined) => String(value ?? '');

const NOTES = [
  '1. 红色表头为必填项；第二行“【示例】”导入时自动跳过。',
  '2. 本表已填入现行数据，请在其上修改；上传后先核对差异，再发布。',
];

export const REFERENCE_SOURCES: Record<ReferenceKind, ReferenceSource> = {
  CATALOGUE: {
    sheet: '强检目录与种别代码',
    columns: CATALOGUE_COLUMNS,
    notes: [...NOTES, '3. 表中没有的种别自新版本施行之日起不再用于备案，已备案的器具不受影响。'],
    // The newest one, also where it hasn't begun: the next follows it.
    base: async (tx) => {
      const edition = (await findEditions(tx)).at(-1) ?? null;
      const rows = await tx.manager.find(CatalogueItemEntity, {
        where: { editionId: edition?.id ?? '' },
        order: { code: 'ASC' },
      });
      return { id: edition?.id ?? 'none', edition, rows: asRows(rows) };
    },
    merged: (_, rows) => rows,
    cells: (row) => catalogueCells(row as unknown as CatalogueItem),
    name: (row) => textOf(row['kind']),
  },
  REGIONS: {
    sheet: '行政区域代码',
    columns: REGION_COLUMNS,
    notes: [...NOTES, '3. 表中没有的代码会保留为“已撤销”：已有的器具仍可查看，新的备案不再接受。'],
    base: async (tx) => {
      const [last] = await tx.query<{ id: string }>(
        `SELECT id FROM reference_table WHERE kind = 'REGIONS' AND status = 'PUBLISHED'
         ORDER BY published_at DESC LIMIT 1`,
      );
      return {
        id: last?.id ?? 'none',
        edition: null,
        rows: asRows([...(await findRegions(tx)).values()].map(plain)),
      };
    },
    merged: ({ rows: before }, rows) =>
      asRows(
        retireMissing(before as unknown as Region[], rows as unknown as Region[]).sort((a, b) =>
          a.code.localeCompare(b.code),
        ),
      ),
    cells: (row) => regionCells(row as unknown as Region),
    name: (row) => textOf(row['name']),
  },
};

const plain = ({ code, name, retired, generic, successor }: Region): Region => ({
  code,
  name,
  retired,
  generic,
  successor,
});
