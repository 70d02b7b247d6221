import { describe, expect, it } from '@jest/globals';
import { cursorTrail } from './cursorTrail';

describe('cursorTrail', () => {
  it('walks on and back by the cursors it was given', () => {
    const trail = cursorTrail();
    expect([trail.cursor.value, trail.pageNumber.value]).toEqual([undefined, 1]);
    trail.next('b');
    trail.next('c');
    expect([trail.cursor.value, trail.pageNumber.value]).toEqual(['c', 3]);
    trail.previous();
    expect([trail.cursor.value, trail.pageNumber.value]).toEqual(['b', 2]);
  });

  it('stays on the first page', () => {
    const trail = cursorTrail();
    trail.previous();
    expect([trail.cursor.value, trail.pageNumber.value]).toEqual([undefined, 1]);
  });

  it('starts again for another filter', () => {
    const trail = cursorTrail();
    trail.next('b');
    trail.reset();
    expect([trail.cursor.value, trail.pageNumber.value]).toEqual([undefined, 1]);
  });
});
