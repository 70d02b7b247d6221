import { BulkEditEntity } from '@quanheng/database';
import { applyBulkEdit, assignToBranch, moveInstruments, undoBulkEdit } from '@quanheng/operations';
import type { LongJobRunner } from '../long-job/long-job-runner.js';
import { findIds, runInChunks } from './bulk-run.js';
import { importRules } from './import-rules.js';

/** One field of all instruments that a filter means. */
export const editInstrumentsByFilter: LongJobRunner<'instrument.edit'> = async ({ database }, run) => {
  const { bulkEditId: id, field, value, criteria } = run.params;
  const rules = await database.read(run.context, importRules);
  const ids = await findIds(database, run.context, criteria);
  return runInChunks(database, run, ids, (tx, chunk) =>
    applyBulkEdit(tx, { id, field, value }, toTargets(chunk), rules),
  );
};

/** Sets a bulk edit back, as far as nobody has changed the field again. */
export const undoEdit: LongJobRunner<'instrument.undo-edit'> = async ({ database }, run) => {
  const { bulkEditId } = run.params;
  const { rules, edit, ids } = await database.read(run.context, async (tx) => ({
    rules: await importRules(tx),
    edit: await tx.manager.findOneByOrFail(BulkEditEntity, { id: bulkEditId }),
    ids: await tx.query<{ id: string }>(
      'SELECT instrument_id AS id FROM bulk_edit_item WHERE bulk_edit_id = $1 ORDER BY 1',
      [bulkEditId],
    ),
  }));
  return runInChunks(
    database,
    run,
    ids.map(({ id }) => id),
    (tx, chunk) => undoBulkEdit(tx, edit, chunk, rules),
  );
};

/** A move of the lifecycle for all instruments that a filter means. */
export const moveInstrumentsByFilter: LongJobRunner<'instrument.move'> = async ({ database }, run) => {
  const { action, reason, criteria } = run.params;
  const ids = await findIds(database, run.context, criteria);
  return runInChunks(database, run, ids, async (tx, chunk) => {
    const outcomes = await moveInstruments(tx, { action, reason }, toTargets(chunk));
    return { outcomes, changed: outcomes.filter(({ refusal }) => !refusal).length };
  });
};

/** All instruments that a filter means to one branch, or to none. */
export const assignBranchByFilter: LongJobRunner<'instrument.assign-branch'> = async ({ database }, run) => {
  const { branchId, criteria } = run.params;
  const ids = await findIds(database, run.context, criteria);
  return runInChunks(database, run, ids, async (tx, chunk) => ({
    outcomes: [],
    changed: await assignToBranch(tx, branchId, chunk),
  }));
};

const toTargets = (ids: readonly string[]) => ids.map((id) => ({ id, version: null }));
