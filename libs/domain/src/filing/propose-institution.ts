import type { VerificationMode } from '../instrument/instrument.codes.js';
import { ancestors, regionLevel, type RegionLevel } from '../region/region.js';
import { capabilityKey } from '../instrument/capability-key.js';

/** Instruments that an institution is sought for, counted by what decides it. */
export interface InstrumentGroup {
  readonly regionCode: string;
  readonly categoryCode: string;
  readonly mode: VerificationMode;
  readonly count: number;
}

export interface CapableInstitution {
  readonly id: string;
  readonly regionCode: string;
  readonly capabilities: ReadonlySet<string>;
}

export interface InstitutionChoice {
  readonly institutionId: string;
  /** How many of the instruments it may verify. */
  readonly capable: number;
  /** On which level it is responsible for most of them; null when it lies elsewhere. */
  readonly level: RegionLevel | null;
}

const ELSEWHERE = 3;

/**
 * The institutions that may verify at least one of the instruments, the one to propose first: who may verify most of
 * them, then the nearest, county → city → province (`domain.md` section 4).
 */
export function rankInstitutions(
  groups: readonly InstrumentGroup[],
  institutions: readonly CapableInstitution[],
): InstitutionChoice[] {
  return institutions
    .map((institution) => rank(institution, groups))
    .filter(({ choice }) => choice.capable > 0)
    .sort(
      (a, b) =>
        b.choice.capable - a.choice.capable ||
        a.distance - b.distance ||
        a.choice.institutionId.localeCompare(b.choice.institutionId),
    )
    .map(({ choice }) => choice);
}

function rank(institution: CapableInstitution, groups: readonly InstrumentGroup[]) {
  const able = groups.filter((group) =>
    institution.capabilities.has(capabilityKey(group.categoryCode, group.mode)),
  );
  const capable = able.reduce((sum, group) => sum + group.count, 0);
  const total = able.reduce(
    (sum, group) => sum + group.count * stepsUp(group.regionCode, institution.regionCode),
    0,
  );
  const distance = capable === 0 ? ELSEWHERE : total / capable;
  const isAbove = able.some((group) => stepsUp(group.regionCode, institution.regionCode) < ELSEWHERE);
  return {
    choice: {
      institutionId: institution.id,
      capable,
      level: isAbove ? regionLevel(institution.regionCode) : null,
    },
    distance,
  };
}

/** 0 in the same division, 1 one level above, 2 two above, 3 elsewhere. */
function stepsUp(regionCode: string, institutionRegion: string): number {
  const steps = [regionCode, ...ancestors(regionCode)].indexOf(institutionRegion);
  return steps === -1 ? ELSEWHERE : steps;
}
