import type { VerificationTaskEntity } from '@quanheng/database';
import type { CatalogueItem } from '@quanheng/domain';

/** A kind that the catalogue in force no longer lists is verified as a periodic one whose cycle is missing. */
export function kindOfTask(
  task: Pick<VerificationTaskEntity, 'instrument'>,
  catalogue: ReadonlyMap<string, CatalogueItem>,
): Pick<CatalogueItem, 'code' | 'kind' | 'regulations' | 'mode' | 'cycleMonths' | 'useLimitMonths'> {
  const code = task.instrument['categoryCode'] ?? '';
  const found = catalogue.get(code);
  if (!found)
    return { code, kind: code, regulations: [], mode: 'PERIODIC', cycleMonths: null, useLimitMonths: null };
  const { kind, regulations, mode, cycleMonths, useLimitMonths } = found;
  return { code, kind, regulations, mode, cycleMonths, useLimitMonths };
}
