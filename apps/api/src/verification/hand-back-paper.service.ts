import { Injectable } from '@nestjs/common';
import {
  Database,
  HandBackEntity,
  InstitutionEntity,
  type TenantContext,
  type Transaction,
} from '@quanheng/database';
import { PrintTimeoutError, type HandBackSlipData } from '@quanheng/documents';
import { DomainError, toBusinessDate } from '@quanheng/domain';
import { ApiConfig } from '../config.js';
import { RenderService } from '../platform/renderer.provider.js';
import { getReceipt } from './receipts.query.js';

const RESULTS: Partial<Record<string, string>> = { DONE: '已检定', UNABLE: '未检定', REFUSED: '拒收' };

/** 取件单: what went back, to whom, by what right. */
@Injectable()
export class HandBackPaperService {
  constructor(
    private readonly database: Database,
    private readonly renderer: RenderService,
    private readonly config: ApiConfig,
  ) {}

  /** @throws DomainError `record.not-found` */
  async render(context: TenantContext, receiptId: string, id: string): Promise<Buffer> {
    const facts = await this.database.read(context, (tx) => readFacts(tx, receiptId, id));
    const data = { ...facts, baseUrl: this.config.PUBLIC_URL, demo: this.config.DEMO };
    try {
      return await this.renderer.render({ kind: 'hand-back-slip', data });
    } catch (error) {
      throw error instanceof PrintTimeoutError ? new DomainError('platform.unavailable') : error;
    }
  }
}

async function readFacts(
  tx: Transaction,
  receiptId: string,
  id: string,
): Promise<Omit<HandBackSlipData, 'baseUrl' | 'demo'>> {
  const receipt = await getReceipt(tx, receiptId);
  const row = await tx.manager.findOneBy(HandBackEntity, { id, receiptId });
  if (!row) throw new DomainError('record.not-found', { id });
  const institution = await tx.manager.findOneByOrFail(InstitutionEntity, { id: row.institutionId });
  return {
    receivingNumber: receipt.caseNumber,
    institutionName: institution.name,
    enterpriseName: receipt.enterpriseName,
    takenBy: row.takenBy,
    takenOn: toBusinessDate(row.takenAt),
    handedBy: row.handedByName,
    proof: row.proof,
    items: receipt.items
      .filter((item) => item.handBackId === id)
      .map(({ name, model, serialNumber, accessories, status }) => ({
        name,
        model,
        serialNumber,
        accessories,
        result: RESULTS[status] ?? '',
      })),
  };
}
