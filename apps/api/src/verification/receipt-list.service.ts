import { Injectable } from '@nestjs/common';
import { Database, type TenantContext } from '@quanheng/database';
import { ApiConfig } from '../config.js';
import { Keyset } from '../platform/paging.js';
import type { ReceiptDto, ReceiptPageDto, ReceiptQuery } from './receipt.dto.js';
import { findReceipts, getReceipt } from './receipts.query.js';

@Injectable()
export class ReceiptListService {
  constructor(
    private readonly database: Database,
    private readonly config: ApiConfig,
  ) {}

  find(context: TenantContext, query: ReceiptQuery): Promise<ReceiptPageDto> {
    const tenant = context.institutionId ?? context.enterpriseId ?? '';
    const keyset = new Keyset(this.config.JWT_SECRET, query, tenant);
    return this.database.read(context, (tx) => findReceipts(tx, query, keyset));
  }

  get(context: TenantContext, id: string): Promise<ReceiptDto> {
    return this.database.read(context, (tx) => getReceipt(tx, id));
  }
}
