import { Injectable } from '@nestjs/common';
import { Database, ImportBatchEntity, lockForMove, type TenantContext } from '@quanheng/database';
import {
  DomainError,
  INSTRUMENT_FIELD,
  unmappedFields,
  type FieldError,
  type ImportMapping,
  type InstrumentFieldKey,
  type Language,
} from '@quanheng/domain';
import { buildJob } from '@quanheng/queues';
import type { ImportDto, ImportMappingInput } from './import.dto.js';
import { toImport } from './import-view.js';
import { audit, move, reload } from './import.service.js';

const MAX_CONSTANT = 500;

/** Says which column carries what; the worker then judges all rows, again where it had done so before. */
@Injectable()
export class MapImportService {
  constructor(private readonly database: Database) {}

  /** What was mended before is lost with the former mapping. @throws DomainError `import.columns-missing` */
  map(
    context: TenantContext,
    id: string,
    version: number,
    mapping: ImportMappingInput,
    language: Language,
  ): Promise<ImportDto> {
    return this.database.write(context, async (tx) => {
      const batch = await lockForMove(tx, ImportBatchEntity, id, version);
      move(tx, batch, batch.status === 'READY' ? 'revalidate' : 'validate');
      const { columns, constants, extra, units } = mapping;
      assertMapping(mapping, batch.preview?.headers.length ?? 0);
      assertComplete(mapping, language);
      await tx.query('DELETE FROM import_row WHERE import_id = $1', [id]);
      const revision = batch.revision + 1;
      Object.assign(batch, {
        mapping: { columns, constants, ...(extra && { extra }), ...(units && { units }) },
        revision,
        phase: 'VALIDATE',
        done: 0,
        counts: null,
      });
      await tx.manager.save(batch);
      tx.emit(buildJob('import.validate', { importId: id, revision, tenantId: batch.enterpriseId }));
      audit(tx, batch, 'map', { after: { columns, constants } });
      return toImport(await reload(tx, id), language);
    });
  }
}

function assertMapping({ columns, constants, extra, units }: ImportMapping, columnCount: number): void {
  const errors: FieldError[] = [];
  const taken = new Set<string>();
  const take = (pointer: string, key: unknown) => {
    if (!isField(key)) errors.push({ pointer, code: 'field.bad-format' });
    else if (taken.has(key))
      errors.push({ pointer, code: 'import.column-taken', details: { field: INSTRUMENT_FIELD[key].header } });
    else taken.add(key);
  };
  for (const [index, key] of Object.entries(columns)) {
    if (!isColumn(index, columnCount))
      errors.push({ pointer: `/columns/${index}`, code: 'field.bad-format' });
    else take(`/columns/${index}`, key);
  }
  for (const [key, value] of Object.entries(constants)) {
    const pointer = `/constants/${key}`;
    take(pointer, key);
    if (typeof value !== 'string' || value.length > MAX_CONSTANT || /\p{Cc}|\p{Cs}/u.test(value))
      errors.push({ pointer, code: 'field.bad-format' });
  }
  for (const [index, one] of Object.entries(extra ?? {})) {
    const ok =
      isColumn(index, columnCount) && isField(one?.key) && (one.label === null || isLabel(one.label));
    if (!ok) errors.push({ pointer: `/extra/${index}`, code: 'field.bad-format' });
  }
  for (const [index, unit] of Object.entries(units ?? {})) {
    if (!isColumn(index, columnCount) || !isLabel(unit))
      errors.push({ pointer: `/units/${index}`, code: 'field.bad-format' });
  }
  if (errors.length > 0) throw new DomainError('request.invalid', {}, errors);
}

const isColumn = (index: string, count: number) => /^\d{1,3}$/.test(index) && Number(index) < count;
const isLabel = (text: unknown) =>
  typeof text === 'string' && text.length <= 100 && !/\p{Cc}|\p{Cs}/u.test(text);

function isField(key: unknown): key is InstrumentFieldKey {
  return typeof key === 'string' && Object.hasOwn(INSTRUMENT_FIELD, key);
}

function assertComplete(mapping: ImportMapping, language: Language): void {
  const missing = unmappedFields(mapping);
  if (missing.length === 0) return;
  const names = missing.map((key) => INSTRUMENT_FIELD[key][language === 'en' ? 'en' : 'header']);
  throw new DomainError('import.columns-missing', { columns: names.join('、'), fields: missing });
}
