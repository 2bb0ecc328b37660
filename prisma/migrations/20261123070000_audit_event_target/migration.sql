-- A connector's Audit tab asks for what was done to it and to its runs, and for what names it, as the download of an item does.
CREATE INDEX "audit_event_tenant_id_target_id_idx" ON "audit_event"("tenant_id", "target_id");
CREATE INDEX "audit_event_of_connector" ON "audit_event" ("tenant_id", ("detail" ->> 'connectorId')) WHERE "detail" ->> 'connectorId' IS NOT NULL;
