import { Injectable } from '@nestjs/common';
import { Database, publicContext, SettingEntity } from '@quanheng/database';
import { PrintTimeoutError, type Paper } from '@quanheng/documents';
import { DomainError } from '@quanheng/domain';
import { ApiConfig } from '../config.js';
import { RenderService } from '../platform/renderer.provider.js';

/** What the annexes state besides the typed data; a setting, since another province names its own regulation. */
const DEFAULT_TEXTS = {
  platformName: '计量强制检定管理平台',
  provincialRegulation: '广东省实施<中华人民共和国计量法>办法',
  hotline: '12345',
};
const TEXTS_SETTING = 'letter.texts';

export const LETTERS = ['authorization-letter', 'integrity-pledge'] as const;
export type LetterKind = (typeof LETTERS)[number];

type LetterData<K extends Paper['kind']> = Omit<
  Extract<Paper, { kind: K }>['data'],
  'platformName' | 'platformUrl' | 'provincialRegulation' | 'hotline'
>;

const NO_PLEDGE: LetterData<'integrity-pledge'> = { enterpriseName: null, supervisionPhone: null };
const NOBODY: LetterData<'authorization-letter'> = {
  enterpriseName: null,
  legalRepresentativeName: null,
  legalRepresentativeIdNumber: null,
  agentName: null,
  agentIdNumber: null,
};

/** The guide's two annexes filled in with what was typed, to be printed, sealed, scanned and uploaded ★. */
@Injectable()
export class LettersService {
  /** Nobody has to be signed in for them, and printing takes a browser: one of each is kept. */
  private readonly blanks = new Map<LetterKind, { readonly key: string; readonly pdf: Promise<Buffer> }>();

  constructor(
    private readonly database: Database,
    private readonly renderer: RenderService,
    private readonly config: ApiConfig,
  ) {}

  async authorization(data: LetterData<'authorization-letter'>): Promise<Buffer> {
    return this.print(await this.toAuthorization(data));
  }

  async pledge(data: LetterData<'integrity-pledge'>): Promise<Buffer> {
    return this.print(await this.toPledge(data));
  }

  /** With every blank empty, for whoever gathers the papers before registering. */
  async blank(kind: LetterKind): Promise<Buffer> {
    const paper =
      kind === 'integrity-pledge' ? await this.toPledge(NO_PLEDGE) : await this.toAuthorization(NOBODY);
    const key = JSON.stringify(paper);
    const known = this.blanks.get(kind);
    if (known?.key === key) return known.pdf;
    const pdf = this.print(paper);
    this.blanks.set(kind, { key, pdf });
    pdf.catch(() => this.blanks.delete(kind));
    return pdf;
  }

  private async toAuthorization(data: LetterData<'authorization-letter'>): Promise<Paper> {
    const { platformName } = await this.texts();
    const platformUrl = this.config.PUBLIC_URL;
    return { kind: 'authorization-letter', data: { ...data, platformName, platformUrl } };
  }

  private async toPledge(data: LetterData<'integrity-pledge'>): Promise<Paper> {
    const { provincialRegulation, hotline } = await this.texts();
    return { kind: 'integrity-pledge', data: { ...data, provincialRegulation, hotline } };
  }

  private async texts(): Promise<typeof DEFAULT_TEXTS> {
    const row = await this.database.read(publicContext(), (tx) =>
      tx.manager.findOneBy(SettingEntity, { key: TEXTS_SETTING }),
    );
    return { ...DEFAULT_TEXTS, ...(row?.value as Partial<typeof DEFAULT_TEXTS> | undefined) };
  }

  /** @throws DomainError `platform.unavailable` when the printer takes too long */
  private async print(paper: Paper): Promise<Buffer> {
    try {
      return await this.renderer.render(paper);
    } catch (error) {
      throw error instanceof PrintTimeoutError ? new DomainError('platform.unavailable') : error;
    }
  }
}
