import { Injectable } from '@nestjs/common';
import { Database, ImportBatchEntity, type TenantContext } from '@quanheng/database';
import { DomainError, type Language } from '@quanheng/domain';
import { startLongJob } from '@quanheng/operations';
import { toLongJobDto, type LongJobDto } from '../long-job/long-job.dto.js';

/** The rows that need mending as a workbook; the worker writes it. */
@Injectable()
export class ImportReportService {
  constructor(private readonly database: Database) {}

  start(context: TenantContext, importId: string, language: Language): Promise<LongJobDto> {
    return this.database.write(context, async (tx) => {
      const batch = await tx.manager.findOneBy(ImportBatchEntity, { id: importId });
      if (!batch?.mapping) throw new DomainError('record.not-found', { id: importId });
      return toLongJobDto(await startLongJob(tx, 'import.report', { importId, language }), language);
    });
  }
}
