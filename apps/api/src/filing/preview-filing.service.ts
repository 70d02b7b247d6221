import { Injectable } from '@nestjs/common';
import { Database, type TenantContext, type Transaction } from '@quanheng/database';
import {
  capabilityKey,
  errorText,
  filingObstacle,
  rankInstitutions,
  type CapableInstitution,
  type FilingTarget,
  type InstrumentGroup,
  type Language,
  type VerificationMode,
} from '@quanheng/domain';
import { findCandidates, type Candidate } from './filing-candidates.js';
import { FilingTargetService } from './filing-target.service.js';
import type {
  BlockedInstrumentDto,
  FileableInstrumentDto,
  FilingPreviewBody,
  FilingPreviewDto,
  InstitutionChoiceDto,
} from './filing.dto.js';

const SHOWN = 200;
const NOWHERE = '00000000-0000-0000-0000-000000000000';

interface InstitutionRow extends CapableInstitution {
  readonly name: string;
  readonly address: string;
  readonly phone: string;
}

/** Answers before anything is submitted: where it would go and why, and what could not be filed. */
@Injectable()
export class PreviewFilingService {
  constructor(
    private readonly database: Database,
    private readonly targets: FilingTargetService,
  ) {}

  preview(context: TenantContext, body: FilingPreviewBody, language: Language): Promise<FilingPreviewDto> {
    return this.database.read(context, async (tx) => {
      const candidates = await findCandidates(tx, body, false);
      const institutions = await this.propose(tx, candidates);
      const institutionId = body.institutionId ?? institutions[0]?.id ?? null;
      const target = institutionId
        ? await this.targets.load(tx, institutionId)
        : await this.targets.withCapabilities(tx, NOWHERE, []);
      return { institutionId, institutions, ...judge(candidates, target, language) };
    });
  }

  private async propose(tx: Transaction, candidates: readonly Candidate[]): Promise<InstitutionChoiceDto[]> {
    const rows = await findInstitutions(tx);
    const byId = new Map(rows.map((row) => [row.id, row]));
    return rankInstitutions(groupsOf(candidates), rows).map(({ institutionId, capable, level }) => {
      const { id, name, address, phone } = byId.get(institutionId) as InstitutionRow;
      return { id, name, address, phone, capable, level };
    });
  }
}

function judge(candidates: readonly Candidate[], target: FilingTarget, language: Language) {
  const ready: FileableInstrumentDto[] = [];
  const blocked: BlockedInstrumentDto[] = [];
  for (const candidate of candidates) {
    const obstacle = filingObstacle(candidate, target);
    const { id: instrumentId, name, model, serialNumber } = candidate;
    const instrument = { instrumentId, name, model: model ?? '', serialNumber };
    if (!obstacle) {
      ready.push(instrument);
      continue;
    }
    const detail = errorText(obstacle.code, language, obstacle.details);
    blocked.push({ ...instrument, code: obstacle.code, detail });
  }
  return {
    total: candidates.length,
    ready: ready.length,
    readyIds: ready.map((one) => one.instrumentId),
    fileable: ready.slice(0, SHOWN),
    blockedCount: blocked.length,
    blocked: blocked.slice(0, SHOWN),
  };
}

function groupsOf(candidates: readonly Candidate[]): InstrumentGroup[] {
  const groups = new Map<string, InstrumentGroup>();
  for (const { regionCode, categoryCode, verificationMode: mode } of candidates) {
    const key = `${regionCode} ${categoryCode} ${mode}`;
    const count = (groups.get(key)?.count ?? 0) + 1;
    groups.set(key, { regionCode, categoryCode, mode, count });
  }
  return [...groups.values()];
}

/** All institutions with what they may verify: some hundred rows in a province. */
async function findInstitutions(tx: Transaction): Promise<InstitutionRow[]> {
  const rows = await tx.query<
    Omit<InstitutionRow, 'capabilities'> & { capabilities: [string, VerificationMode][] }
  >(
    `SELECT i.id, i.name, i.address, i.phone, i.region_code AS "regionCode",
       jsonb_agg(jsonb_build_array(c.category_code, c.mode)) AS capabilities
     FROM institution i JOIN capability c ON c.institution_id = i.id GROUP BY i.id`,
  );
  return rows.map((row) => ({
    ...row,
    capabilities: new Set(row.capabilities.map(([code, mode]) => capabilityKey(code, mode))),
  }));
}
