import { Injectable } from '@nestjs/common';
import { Database, SettingEntity, type RegistrationEntity, type TenantContext } from '@quanheng/database';
import { PrintTimeoutError, type Paper } from '@quanheng/documents';
import { DomainError } from '@quanheng/domain';
import { ApiConfig } from '../config.js';
import { RenderService } from '../platform/renderer.provider.js';
import { getOwn } from './own-registration.js';
import { RegistrationPresenter } from './registration-presenter.js';

export const LETTERS = ['authorization-letter', 'integrity-pledge'] as const;
export type LetterKind = (typeof LETTERS)[number];

/** What the annexes state besides the registrant's data; a setting, since another province names its own regulation. */
const DEFAULT_TEXTS = {
  platformName: '计量强制检定管理平台',
  provincialRegulation: '广东省实施<中华人民共和国计量法>办法',
  hotline: '12345',
};
const TEXTS_SETTING = 'letter.texts';

/** The guide's two annexes filled in with what was typed, to be printed, sealed, scanned and uploaded ★. */
@Injectable()
export class RegistrationLettersService {
  constructor(
    private readonly database: Database,
    private readonly presenter: RegistrationPresenter,
    private readonly renderer: RenderService,
    private readonly config: ApiConfig,
  ) {}

  async render(context: TenantContext, id: string, kind: LetterKind): Promise<Buffer> {
    const { row, texts } = await this.database.read(context, async (tx) => ({
      row: await getOwn(tx, context, id),
      texts: (await tx.manager.findOneBy(SettingEntity, { key: TEXTS_SETTING }))?.value ?? {},
    }));
    const paper = this.toPaper(kind, row, { ...DEFAULT_TEXTS, ...(texts as Partial<typeof DEFAULT_TEXTS>) });
    try {
      return await this.renderer.render(paper);
    } catch (error) {
      throw error instanceof PrintTimeoutError ? new DomainError('platform.unavailable') : error;
    }
  }

  private toPaper(kind: LetterKind, row: RegistrationEntity, texts: typeof DEFAULT_TEXTS): Paper {
    const { enterpriseName, supervisionPhone, legalRepresentative, agentName } = row;
    const { platformName, provincialRegulation, hotline } = texts;
    if (kind === 'integrity-pledge') {
      return { kind, data: { enterpriseName, supervisionPhone, provincialRegulation, hotline } };
    }
    return {
      kind,
      data: {
        enterpriseName,
        agentName,
        legalRepresentativeName: legalRepresentative,
        legalRepresentativeIdNumber: this.presenter.open(row, 'legalRepresentativeIdNumber'),
        agentIdNumber: this.presenter.open(row, 'agentIdNumber'),
        platformName,
        platformUrl: this.config.PUBLIC_URL,
      },
    };
  }
}
