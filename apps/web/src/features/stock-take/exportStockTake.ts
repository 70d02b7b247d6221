import type { StockTakeDto, StockTakeItemPageDto, UnknownCodeListDto } from '@quanheng/api-client';
import { api } from '../../app/api';
import { formatInstant } from '../../shared/format';
import { saveCsv } from '../../shared/saveCsv';

type Words = (key: string, values?: Record<string, unknown>) => string;

/** The whole result as a file: every instrument with what became of it, then the codes that nobody knows. */
export async function exportStockTake(stockTake: StockTakeDto, t: Words): Promise<void> {
  const header = ['result', 'name', 'model', 'serial', 'own', 'place', 'seenBy', 'seenAt'];
  const rows = [header.map((key) => t(`stockTake.column.${key}`))];
  for (const view of ['MISSING', 'SEEN', 'EXTRA']) {
    let cursor: string | undefined;
    do {
      const page = await api.get<StockTakeItemPageDto>(`/stock-takes/${stockTake.id}/items`, {
        view,
        limit: 200,
        cursor,
      });
      rows.push(...page.items.map((item) => [t(`stockTake.view.${view}`), ...cellsOf(item)]));
      cursor = page.next ?? undefined;
    } while (cursor);
  }
  const { items } = await api.get<UnknownCodeListDto>(`/stock-takes/${stockTake.id}/unknown`);
  for (const { code, seenBy, seenAt } of items)
    rows.push([t('stockTake.view.UNKNOWN'), code, '', '', '', '', seenBy, formatInstant(String(seenAt))]);
  saveCsv(`${stockTake.name}.csv`, rows);
}

function cellsOf(item: StockTakeItemPageDto['items'][number]): string[] {
  const { name, model, serialNumber, ownNumber, location, seenBy, seenAt } = item;
  const seen = seenAt ? formatInstant(String(seenAt)) : '';
  return [name, model, serialNumber, ownNumber, location ?? '', seenBy ?? '', seen];
}
