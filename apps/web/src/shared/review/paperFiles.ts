import { apiFetch, apiUrl } from '../../app/api';

const KEPT = 6;
const files = new Map<string, Promise<Blob>>();

/** The content of a paper. The last few are kept in memory, so that the next case's first one is there at once. */
export function loadPaper(id: string): Promise<Blob> {
  const known = files.get(id);
  if (known) return known;
  const loading = apiFetch(apiUrl(`/attachments/${id}/file`, { inline: true })).then((response) =>
    response.blob(),
  );
  files.set(id, loading);
  loading.catch(() => files.delete(id));
  for (const old of [...files.keys()].slice(0, -KEPT)) files.delete(old);
  return loading;
}
