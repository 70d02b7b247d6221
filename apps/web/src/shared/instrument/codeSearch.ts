import { api } from '../../app/api';
import type { CodeOption } from '../useCodeSearch';

interface Region {
  code: string;
  name: string;
  path: string;
  retired: boolean;
}

interface Kind {
  code: string;
  kind: string;
  category: string;
}

const toRegion = ({ code, path, name, retired }: Region): CodeOption => ({
  code,
  label: path || name,
  disabled: retired,
});
const toKind = ({ code, kind }: Kind): CodeOption => ({ code, label: kind });

export async function searchRegions(q: string): Promise<CodeOption[]> {
  const { items } = await api.get<{ items: Region[] }>('/regions', { q, limit: 50 });
  return items.map(toRegion);
}

export const resolveRegion = async (code: string): Promise<CodeOption> =>
  toRegion(await api.get<Region>(`/regions/${code}`));

export async function searchKinds(q: string): Promise<CodeOption[]> {
  const { items } = await api.get<{ items: Kind[] }>('/catalogue/items', { q, fileable: true });
  return items.map(toKind);
}

export async function resolveKind(code: string): Promise<CodeOption | undefined> {
  const { items } = await api.get<{ items: Kind[] }>('/catalogue/items', { q: code });
  const found = items.find((item) => item.code === code);
  return found && toKind(found);
}

/** The kinds that an instrument's name most likely means, best first. */
export async function suggestKinds(name: string): Promise<CodeOption[]> {
  const { items } = await api.get<{ items: Kind[] }>('/catalogue/suggestions', { name });
  return items.map(toKind);
}
