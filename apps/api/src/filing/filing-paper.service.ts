import { Injectable } from '@nestjs/common';
import { Database, type TenantContext, type Transaction } from '@quanheng/database';
import { PrintTimeoutError, type FilingNoticeData, type FilingNoticeKind } from '@quanheng/documents';
import { DomainError, toBusinessDate, type FilingItemStatus } from '@quanheng/domain';
import { ApiConfig } from '../config.js';
import { RenderService } from '../platform/renderer.provider.js';
import type { FilingItemDto } from './filing.dto.js';
import { findFilingItems, getFiling } from './filing.queries.js';

export const FILING_PAPERS = ['receipt', 'correction', 'rejection'] as const;
export type FilingPaper = (typeof FILING_PAPERS)[number];

interface Notice {
  readonly notice: FilingNoticeKind;
  /** Only items in this status; all on the receipt. */
  readonly status: FilingItemStatus | undefined;
}

const NOTICES: Record<FilingPaper, Notice> = {
  receipt: { notice: 'RECEIPT', status: undefined },
  correction: { notice: 'CORRECTION', status: 'RETURNED' },
  rejection: { notice: 'REJECTION', status: 'REJECTED' },
};

const STATUS_TEXT: Record<FilingItemStatus, string> = {
  DRAFT: '草稿',
  SUBMITTED: '待审核',
  RETURNED: '需补正',
  APPROVED: '已备案',
  REJECTED: '不予备案',
  WITHDRAWN: '已撤回',
  LAPSED: '已失效',
  SUPERSEDED: '已变更',
};

/** 备案回执, 补正通知, 不予备案通知 as they stand now, for either side to print (ux.md section 9). */
@Injectable()
export class FilingPaperService {
  constructor(
    private readonly database: Database,
    private readonly renderer: RenderService,
    private readonly config: ApiConfig,
  ) {}

  /** @throws DomainError `filing.no-such-paper` where no item is in that state */
  async render(context: TenantContext, id: string, paper: FilingPaper): Promise<Buffer> {
    const facts = await this.database.read(context, (tx) => readFacts(tx, id, NOTICES[paper]));
    const data = { ...facts, baseUrl: this.config.PUBLIC_URL, demo: this.config.DEMO };
    try {
      return await this.renderer.render({ kind: 'filing-notice', data });
    } catch (error) {
      throw error instanceof PrintTimeoutError ? new DomainError('platform.unavailable') : error;
    }
  }
}

async function readFacts(
  tx: Transaction,
  id: string,
  { notice, status }: Notice,
): Promise<Omit<FilingNoticeData, 'baseUrl' | 'demo'>> {
  const filing = await getFiling(tx, id);
  const items = await findFilingItems(tx, id, {
    limit: tx.settings.maxItemsPerFiling,
    ...(status && { status }),
  });
  if (items.length === 0) throw new DomainError('filing.no-such-paper');
  const decided = items.flatMap((item) => item.decidedAt ?? []).sort((a, b) => b.getTime() - a.getTime());
  const { caseNumber, enterpriseName, submittedByName, institutionName, reviewDueOn } = filing;
  return {
    notice,
    caseNumber,
    enterpriseName,
    submittedByName,
    submittedOn: toBusinessDate(filing.submittedAt),
    reviewDueOn,
    decidedOn: status && decided[0] ? toBusinessDate(decided[0]) : null,
    institutionName,
    institutionAddress: filing.institutionAddress,
    institutionPhone: filing.institutionPhone,
    items: items.map(toRow),
  };
}

function toRow({
  number,
  snapshot,
  kind,
  status,
  comment,
}: FilingItemDto): FilingNoticeData['items'][number] {
  const { name, model, serialNumber } = snapshot;
  return {
    number,
    name: name ?? '',
    model: model ?? '',
    serialNumber: serialNumber ?? '',
    category: kind,
    result: STATUS_TEXT[status],
    reason: comment,
  };
}
