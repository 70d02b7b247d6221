import { Injectable } from '@nestjs/common';
import {
  Database,
  findCalendar,
  findCapabilities,
  findCatalogue,
  findEditions,
  findRegions,
  type CatalogueEditionEntity,
  type Transaction,
} from '@quanheng/database';
import {
  DomainError,
  isInForce,
  otherNamesOfKind,
  type BusinessDate,
  type CalendarOverrides,
  type CatalogueItem,
  type RegionTable,
} from '@quanheng/domain';
import type { CatalogueEditionDto } from './catalogue.dto.js';
import { NameIndex } from './name-index.js';

const KEEP_MS = 60_000;
/** Beyond this, what was known may be of another day: it is read before it is answered. */
const STALE_MS = 600_000;

interface Kept<T> {
  until: number;
  value: Promise<T>;
}

type KindTable = ReadonlyMap<string, CatalogueItem>;

/** Regions, catalogue and calendar change a few times a year: read together, kept for a minute. */
@Injectable()
export class CatalogueService {
  private readonly kept = new Map<string, Kept<unknown>>();
  private readonly kindIndexes = new WeakMap<KindTable, NameIndex<CatalogueItem>>();

  constructor(private readonly database: Database) {}

  regions(): Promise<RegionTable> {
    return this.keep('regions', findRegions);
  }

  /** The kinds by code as today sees them: those in force, and ended ones with their last day. */
  catalogue(): Promise<KindTable> {
    return this.keep('catalogue', (tx) => findCatalogue(tx, tx.today));
  }

  /** What institutions verify, by kind and mode. */
  capabilities(): Promise<ReadonlySet<string>> {
    return this.keep('capabilities', findCapabilities);
  }

  /** @throws DomainError 404 where no edition is in force today */
  async edition(): Promise<CatalogueEditionDto> {
    const editions = await this.editions();
    const edition = editions.find(({ state }) => state === 'IN_FORCE');
    if (!edition) throw new DomainError('record.not-found', { id: 'edition' });
    return edition;
  }

  /** All editions, the one that begins last first. */
  editions(): Promise<CatalogueEditionDto[]> {
    return this.keep('editions', async (tx) => {
      const editions = await findEditions(tx);
      return editions.map((each) => toEdition(each, tx.today)).reverse();
    });
  }

  /** Another table was put in force: it is read anew by whoever asks next. */
  forget(): void {
    this.kept.clear();
  }

  calendar(): Promise<CalendarOverrides> {
    return this.keep('calendar', findCalendar);
  }

  /** Kinds by code, by name, category or what people call them, and by the pinyin of these; best first. */
  async findKinds(text: string | undefined, fileableOnly: boolean): Promise<CatalogueItem[]> {
    const catalogue = await this.catalogue();
    const index = this.kindIndexes.get(catalogue) ?? toIndex(catalogue);
    this.kindIndexes.set(catalogue, index);
    return index.find(text ?? '').filter((item) => isInForce(item) && (!fileableOnly || item.compulsory));
  }

  private keep<T>(name: string, load: (tx: Transaction) => Promise<T>): Promise<T> {
    const entry = this.kept.get(name) as Kept<T> | undefined;
    if (entry && entry.until > Date.now()) return entry.value;
    const value = this.database.readReference(load);
    if (!entry || entry.until + STALE_MS < Date.now()) {
      this.kept.set(name, { until: Date.now() + KEEP_MS, value });
      value.catch(() => this.kept.delete(name));
      return value;
    }
    // What was known is good enough until the new is there: nobody waits for it.
    entry.until = Date.now() + KEEP_MS;
    value.then(
      () => (entry.value = value),
      () => undefined,
    );
    return entry.value;
  }
}

function toIndex(catalogue: KindTable): NameIndex<CatalogueItem> {
  return new NameIndex(catalogue.values(), ({ code, kind, category }) => ({
    code,
    names: [kind, category, ...otherNamesOfKind(kind)],
  }));
}

function toEdition(edition: CatalogueEditionEntity, today: BusinessDate): CatalogueEditionDto {
  const { effectiveFrom, effectiveTo } = edition;
  const hasEnded = effectiveTo !== null && effectiveTo < today;
  const state = effectiveFrom > today ? 'UPCOMING' : hasEnded ? 'ENDED' : 'IN_FORCE';
  return { ...edition, state };
}
