-- In which language a channel is told: those who read it there have no setting of their own.
ALTER TABLE "alert_channel" ADD COLUMN "language" TEXT NOT NULL DEFAULT 'en-GB';
ALTER TABLE "alert_channel" ADD CONSTRAINT "alert_channel_language_check" CHECK ("language" IN ('en-GB', 'sv-SE', 'zh-CN'));
