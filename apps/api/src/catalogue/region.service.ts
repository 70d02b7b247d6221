import { Injectable } from '@nestjs/common';
import {
  ancestors,
  DomainError,
  normalizeText,
  parentRegion,
  type Region,
  type RegionTable,
} from '@quanheng/domain';
import type { RegionDto, RegionListDto, RegionQuery } from './catalogue.dto.js';
import { CatalogueService } from './catalogue.service.js';

const DEFAULT_LIMIT = 50;

@Injectable()
export class RegionService {
  constructor(private readonly catalogue: CatalogueService) {}

  async find({ q, parent, retired = false, limit = DEFAULT_LIMIT }: RegionQuery): Promise<RegionListDto> {
    const regions = await this.catalogue.regions();
    const wanted = normalizeText(q ?? '');
    const matches = (region: Region) =>
      (retired || !region.retired) &&
      (!parent || parentRegion(region.code) === parent) &&
      (region.code.startsWith(wanted) || normalizeText(region.name).includes(wanted));
    const found = [...regions.values()].filter(matches).slice(0, limit);
    return { items: found.map((region) => toDto(region, regions)) };
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
  const { code, name, retired, generic } = region;
  return { code, name, path: [...above, name].filter(Boolean).join(' '), retired, generic };
}
