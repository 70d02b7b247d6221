import { Module } from '@nestjs/common';
import { CertificateController } from './certificate.controller.js';
import { CertificateService } from './certificate.service.js';
import { EndCertificateService } from './end-certificate.service.js';
import { IssueCertificateService } from './issue-certificate.service.js';
import { OwnFileController } from './own-file.controller.js';
import { OwnFileService } from './own-file.service.js';
import { VerifyController } from './verify.controller.js';
import { VerifyService } from './verify.service.js';

@Module({
  controllers: [OwnFileController, CertificateController, VerifyController],
  providers: [
    CertificateService,
    IssueCertificateService,
    EndCertificateService,
    OwnFileService,
    VerifyService,
  ],
})
export class CertificateModule {}
