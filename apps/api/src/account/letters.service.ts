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

type LetterData<K extends Paper['kind']> = Omit<
  Extract<Paper, { kind: K }>['data'],
  'platformName' | 'platformUrl' | 'provincialRegulation' | 'hotline'
>;

/** The guide's two annexes filled in with what was typed, to be printed, sealed, scanned and uploaded ★. */
@Injectable()
export class LettersService {
  constructor(
    private readonly database: Database,
    private readonly renderer: RenderService,
    private readonly config: ApiConfig,
  ) {}

  async authorization(data: LetterData<'authorization-letter'>): Promise<Buffer> {
    const { platformName } = await this.texts();
    const platformUrl = this.config.PUBLIC_URL;
    return this.print({ kind: 'authorization-letter', data: { ...data, platformName, platformUrl } });
  }

  async pledge(data: LetterData<'integrity-pledge'>): Promise<Buffer> {
    const { provincialRegulation, hotline } = await this.texts();
    return this.print({ kind: 'integrity-pledge', data: { ...data, provincialRegulation, hotline } });
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
