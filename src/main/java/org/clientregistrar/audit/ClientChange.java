package org.clientregistrar.audit;

/**
 * That a client was changed, whatever the change was.
 *
 * @param clientId its identifier
 * @param position the place behind this change
 */
public record ClientChange(String clientId, ChangePosition position) {}
