import { Injectable } from '@nestjs/common';
import { Database, systemContext } from '@quanheng/database';
import { DomainError } from '@quanheng/domain';
import { findResumable, normalizeContact } from '@quanheng/operations';
import type { Browser } from './auth-cookies.js';
import { ContactCodes } from './contact-codes.service.js';
import type { ResumeRegistrationDto } from './registration.dto.js';
import { SessionService, type StartedSession } from './session.service.js';

/**
 * 继续填写: back into a registration that was left, by a code to its e-mail or mobile instead of the password
 * (`domain.md` section 1). A contact that nobody gave is answered in the same way.
 */
@Injectable()
export class ResumeRegistrationService {
  constructor(
    private readonly database: Database,
    private readonly codes: ContactCodes,
    private readonly sessions: SessionService,
  ) {}

  request(contact: string, requestId: string): Promise<void> {
    const subject = normalizeContact(contact);
    const channel = subject.includes('@') ? 'EMAIL' : 'MOBILE';
    return this.codes.request({ purpose: 'RESUME_REGISTRATION', subject }, channel, requestId);
  }

  /** @throws DomainError `auth.code-invalid`, and what the counters of the log-in say */
  async resume({ contact, code }: ResumeRegistrationDto, browser: Browser): Promise<StartedSession> {
    const subject = normalizeContact(contact);
    const context = systemContext(browser.requestId);
    const found = await this.database.read(context, (tx) => findResumable(tx, subject));
    const counter = found?.loginKey ?? `contact ${subject}`;
    await this.codes.confirm({ purpose: 'RESUME_REGISTRATION', subject }, code, counter, browser);
    if (!found) throw new DomainError('auth.code-invalid');
    return this.database.write(context, (tx) => {
      const { accountId: objectId, registrationId } = found;
      const after = { registrationId };
      tx.audit({ action: 'account.sign-in-by-code', objectType: 'account', objectId, after });
      return this.sessions.start(tx, objectId, browser);
    });
  }
}
