import { describe, expect, it } from '@jest/globals';
import { arrangeColumns, toSettings } from './arrangeColumns';
import type { Column } from './column';

const columns: Column<{ id: string }>[] = ['name', 'model', 'kind', 'place'].map((key) => ({
  key,
  label: key,
  minWidth: 100,
}));
const setting = (key: string, more = {}) => ({ key, hidden: false, width: null, ...more });
const shown = (list: Column<{ id: string }>[]) => list.filter(({ hidden }) => !hidden).map(({ key }) => key);

describe('columns of a list', () => {
  it('are the page’s own without settings', () => {
    expect(arrangeColumns(columns, [])).toEqual(columns);
  });

  it('take order, choice and width from the settings', () => {
    const arranged = arrangeColumns(columns, [
      setting('name'),
      setting('place', { width: 240 }),
      setting('kind', { hidden: true }),
      setting('model'),
    ]);
    expect(shown(arranged)).toEqual(['name', 'place', 'model']);
    expect(arranged[1]).toMatchObject({ key: 'place', width: 240, minWidth: undefined });
  });

  it('stay hidden until somebody shows them, where the page has them so', () => {
    const more = [...columns, { key: 'maker', label: 'maker', hidden: true }];
    expect(shown(arrangeColumns(more, []))).not.toContain('maker');
    expect(shown(arrangeColumns(more, [setting('name'), setting('model')]))).not.toContain('maker');
    expect(shown(arrangeColumns(more, [setting('name'), setting('maker')]))).toContain('maker');
  });

  it('keep the link first and shown, whatever was stored', () => {
    const arranged = arrangeColumns(columns, [setting('kind'), setting('name', { hidden: true })]);
    expect(shown(arranged)[0]).toBe('name');
  });

  it('put a column that is new behind the one it follows, and forget one that is gone', () => {
    const arranged = arrangeColumns(columns, [
      setting('name'),
      setting('gone'),
      setting('place'),
      setting('model'),
    ]);
    expect(shown(arranged)).toEqual(['name', 'place', 'model', 'kind']);
    expect(toSettings(arranged, []).map(({ key }) => key)).toEqual(['name', 'place', 'model', 'kind']);
  });
});
