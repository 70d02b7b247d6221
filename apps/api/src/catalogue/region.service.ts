import { Injectable } from '@nestjs/common';
import { ancestors, DomainError, parentRegion, type Region, type RegionTable } from '@quanheng/domain';
import type { RegionDto, RegionListDto, RegionQuery } from './catalogue.dto.js';
import { CatalogueService } from './catalogue.service.js';
import { NameIndex } from './name-index.js';

const DEFAULT_LIMIT = 50;

@Injectable()
export class RegionService {
  private readonly indexes = new WeakMap<RegionTable, NameIndex<Region>>();

  constructor(private readonly catalogue: CatalogueService) {}

  /** By code, by name and its pinyin, also with the names of what lies above: 肇庆 端州, zhaoqing dz. */
  async find({ q, parent, retired = false, limit = DEFAULT_LIMIT }: RegionQuery): Promise<RegionListDto> {
    const regions = await this.catalogue.regions();
    const index = this.indexes.get(regions) ?? toIndex(regions);
    this.indexes.set(regions, index);
    const matches = (region: Region) =>
      (retired || !region.retired) && (!parent || parentRegion(region.code) === parent);
    const found = index.find(q ?? '').filter(matches);
    return { items: found.slice(0, limit).map((region) => toDto(region, regions)) };
  }

  async get(code: string): Promise<RegionDto> {
    const regions = await this.catalogue.regions();
    const region = regions.get(code);
    if (!region) throw new DomainError('record.not-found', { id: code });
    return toDto(region, regions);
  }
}

function toDto(region: Region, regions: RegionTable): RegionDto {
  const above = ancestors(region.code)
    .reverse()
    .map((code) => regions.get(code)?.name);
  const { code, name, retired, generic, successor } = region;
  return { code, name, path: [...above, name].filter(Boolean).join(' '), retired, generic, successor };
}

function toIndex(regions: RegionTable): NameIndex<Region> {
  return new NameIndex(regions.values(), ({ code, name }) => ({
    code,
    names: [name],
    within: ancestors(code).map((above) => regions.get(above)?.name ?? ''),
  }));
}
