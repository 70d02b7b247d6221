import { PassThrough, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { systemContext, type TenantContext } from '@quanheng/database';
import yazl from 'yazl';
import type { LongJobRun, LongJobRunner } from '../long-job/long-job-runner.js';
import type { WorkerServices } from '../services.js';

const BATCH = 1_000;
const INTERNAL = `'{password_hash,login_key,identity_key,search_text,refresh_hash,previous_hash,storage_key,verify_token}'::text[]`;

/** One file of the zip: the rows of a query that continues behind `$2`, the id of the last row. */
interface Part {
  readonly name: string;
  readonly sql: string;
  readonly owner: string;
  readonly context: TenantContext;
}

/** Everything of a person or, for its admin, of an enterprise, as JSON with the files (docs/privacy.md). */
export const exportOwnData: LongJobRunner<'privacy.export'> = async (services, run) => {
  const parts = run.params.scope === 'ACCOUNT' ? accountParts(run.context) : enterpriseParts(run.context);
  const files = run.params.scope === 'ACCOUNT' ? [] : await findFiles(services, run.context);
  const zip = new yazl.ZipFile();
  const body = new PassThrough();
  void pipeline(zip.outputStream as unknown as Readable, body).catch(() => undefined);
  void addAll(zip, services, run, parts, files).catch((error: Error) => body.destroy(error));
  const fileName = run.params.scope === 'ACCOUNT' ? '个人数据.zip' : '企业数据.zip';
  return {
    file: { fileName, mediaType: 'application/zip', body },
    counts: { files: parts.length + files.length },
  };
};

const rowsOf = (table: string, where: string): string =>
  `SELECT t.id, to_jsonb(t) - ${INTERNAL} AS row FROM ${table} t
   WHERE ${where} AND ($2::uuid IS NULL OR t.id > $2) ORDER BY t.id LIMIT ${BATCH}`;

/** Sessions are the system's to read; each query is bound to the account all the same. */
function accountParts({ accountId }: TenantContext): Part[] {
  const own = { owner: accountId ?? '', context: systemContext() };
  return [
    { name: 'account.json', sql: rowsOf('account', 't.id = $1'), ...own },
    { name: 'sessions.json', sql: rowsOf('session', 't.account_id = $1'), ...own },
    { name: 'actions.json', sql: rowsOf('audit_event', 't.actor_id = $1'), ...own },
    { name: 'views.json', sql: rowsOf('list_view', 't.account_id = $1'), ...own },
    { name: 'requests.json', sql: rowsOf('erasure_request', 't.account_id = $1'), ...own },
  ];
}

function enterpriseParts(context: TenantContext): Part[] {
  const own = { owner: context.enterpriseId ?? '', context };
  const tables = [
    'instrument',
    'filing',
    'filing_item',
    'appointment',
    'appointment_item',
    'receipt',
    'certificate',
  ];
  return [
    { name: 'enterprise.json', sql: rowsOf('enterprise', 't.id = $1'), ...own },
    {
      name: 'members.json',
      sql: `SELECT id, jsonb_build_object('id', id, 'loginName', login_name, 'name', display_name, 'roles', roles, 'status', status)
              AS row FROM account WHERE enterprise_id = $1 AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT ${BATCH}`,
      ...own,
    },
    ...tables.map((table) => ({ name: `${table}.json`, sql: rowsOf(table, 't.enterprise_id = $1'), ...own })),
  ];
}

interface StoredFile {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly storageKey: string;
  readonly encrypted: boolean;
}

function findFiles({ database }: WorkerServices, context: TenantContext): Promise<StoredFile[]> {
  return database.read(context, (tx) =>
    tx.query<StoredFile>(
      `SELECT id, file_name AS name, kind, storage_key AS "storageKey", encrypted FROM attachment
       WHERE enterprise_id = $1 AND deleted_at IS NULL AND storage_key <> '' AND kind <> 'LONG_JOB_RESULT' ORDER BY id`,
      [context.enterpriseId],
    ),
  );
}

type Run = LongJobRun<'privacy.export'>;

async function addAll(
  zip: yazl.ZipFile,
  services: WorkerServices,
  run: Run,
  parts: readonly Part[],
  files: readonly StoredFile[],
): Promise<void> {
  const total = parts.length + files.length;
  let done = 0;
  for (const part of parts) {
    await run.progress('EXPORT', done++, total);
    await add(zip, part.name, Readable.from(toJson(services, part)));
  }
  for (const file of files) {
    await run.progress('PACK', done++, total);
    const content = await services.storage.get(file.storageKey, { encrypted: file.encrypted });
    await add(zip, `files/${file.kind}/${file.id}_${file.name.replace(/[\\/:*?"<>|\p{C}]/gu, '-')}`, content);
  }
  zip.end();
}

/** One entry after the other, so that only one is open. */
async function add(zip: yazl.ZipFile, name: string, content: Readable): Promise<void> {
  const read = new Promise<void>((resolve, reject) => content.once('end', resolve).once('error', reject));
  zip.addReadStream(content, name);
  await read;
}

async function* toJson({ database }: WorkerServices, { sql, owner, context }: Part): AsyncGenerator<Buffer> {
  let [last, separator] = [null as string | null, '[\n'];
  for (;;) {
    const rows = await database.read(context, (tx) =>
      tx.query<{ id: string; row: object }>(sql, [owner, last]),
    );
    for (const { row } of rows) {
      yield Buffer.from(`${separator}${JSON.stringify(row)}`);
      separator = ',\n';
    }
    last = rows.at(-1)?.id ?? null;
    if (rows.length < BATCH) break;
  }
  yield Buffer.from(separator === '[\n' ? '[]\n' : '\n]\n');
}
