import { describe, expect, it } from '@jest/globals';
import { CATALOGUE_2020, REGIONS } from '../data.js';
import { buildImportContext } from './import-row.context.js';
import { judgeRow, toRawRow, unmappedFields, type ImportMapping } from './import-row.staged.js';
import { INSTRUMENT_FIELDS } from './instrument.fields.js';

const mapping: ImportMapping = { columns: { 0: 'name', 2: 'model' }, constants: { verificationMode: '1' } };
const context = buildImportContext({ regions: REGIONS, catalogue: CATALOGUE_2020, today: '2026-11-23' });

describe('a staged row', () => {
  it('is read by its columns; what was typed over it and the value of all rows fill in', () => {
    expect(toRawRow(['压力表', 'x', 'Y-100'], mapping)).toEqual({
      name: '压力表',
      model: 'Y-100',
      verificationMode: '1',
    });
    expect(toRawRow(['压力表'], mapping, { verificationMode: '2', model: 'Y-60' })).toEqual({
      name: '压力表',
      model: 'Y-60',
      verificationMode: '2',
    });
  });

  it('has the level of the worst finding', () => {
    const complete = Object.fromEntries(INSTRUMENT_FIELDS.map((f) => [f.key, f.example]));
    const code = CATALOGUE_2020.find(({ kind }) => kind.includes('压力表'))?.code ?? '';
    const row = { ...complete, name: '压力表', categoryCode: code };
    expect(judgeRow(row, context).level).toBe('OK');
    expect(judgeRow({ ...row, regionCode: '441201' }, context).level).toBe('WARNING');
    expect(judgeRow({ ...row, regionCode: '441201', origin: '9' }, context).level).toBe('ERROR');
  });

  it('knows which required fields nothing fills', () => {
    const missing = unmappedFields(mapping);
    expect(missing).toContain('serialNumber');
    expect(missing).not.toContain('verificationMode');
    expect(missing).not.toContain('remark');
  });

  it('asks for no column of kinds where the names can tell them', () => {
    expect(unmappedFields({ columns: {}, constants: {} })).toContain('categoryCode');
    expect(unmappedFields({ columns: { 0: 'name' }, constants: {} })).not.toContain('categoryCode');
  });
});
