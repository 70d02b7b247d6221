import { Injectable } from '@nestjs/common';
import {
  CatalogueEditionEntity,
  Database,
  findCalendar,
  findCatalogue,
  findRegions,
  publicContext,
  type Transaction,
} from '@quanheng/database';
import {
  DomainError,
  normalizeText,
  type CalendarOverrides,
  type CatalogueItem,
  type RegionTable,
} from '@quanheng/domain';
import { IsNull, LessThanOrEqual, MoreThanOrEqual } from 'typeorm';
import type { CatalogueEditionDto } from './catalogue.dto.js';

const KEEP_MS = 60_000;

/** Regions, catalogue and calendar change a few times a year: read together, kept for a minute. */
@Injectable()
export class CatalogueService {
  private readonly kept = new Map<string, { until: number; value: Promise<unknown> }>();

  constructor(private readonly database: Database) {}

  regions(): Promise<RegionTable> {
    return this.keep('regions', findRegions);
  }

  /** The kinds in force today, by code. */
  catalogue(): Promise<ReadonlyMap<string, CatalogueItem>> {
    return this.keep('catalogue', (tx) => findCatalogue(tx, tx.today));
  }

  /** @throws DomainError 404 where no edition is in force today */
  async edition(): Promise<CatalogueEditionDto> {
    const edition = await this.keep('edition', (tx) =>
      tx.manager.findOne(CatalogueEditionEntity, {
        where: [
          { effectiveFrom: LessThanOrEqual(tx.today), effectiveTo: IsNull() },
          { effectiveFrom: LessThanOrEqual(tx.today), effectiveTo: MoreThanOrEqual(tx.today) },
        ],
        order: { effectiveFrom: 'DESC' },
      }),
    );
    if (!edition) throw new DomainError('record.not-found', { id: 'edition' });
    return edition;
  }

  calendar(): Promise<CalendarOverrides> {
    return this.keep('calendar', findCalendar);
  }

  /** Kinds whose code, kind or category contains the text. */
  async findKinds(text: string | undefined, fileableOnly: boolean): Promise<CatalogueItem[]> {
    const wanted = normalizeText(text ?? '');
    const items = [...(await this.catalogue()).values()];
    const matches = (item: CatalogueItem) =>
      [item.code, item.kind, item.category].some((value) => normalizeText(value).includes(wanted));
    return items.filter((item) => (!fileableOnly || item.compulsory) && matches(item));
  }

  private keep<T>(name: string, load: (tx: Transaction) => Promise<T>): Promise<T> {
    const entry = this.kept.get(name);
    if (entry && entry.until > Date.now()) return entry.value as Promise<T>;
    const value = this.database.read(publicContext(), load);
    this.kept.set(name, { until: Date.now() + KEEP_MS, value });
    value.catch(() => this.kept.delete(name));
    return value;
  }
}
