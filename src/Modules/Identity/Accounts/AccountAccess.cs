using Tracker.Platform.Security;

namespace Tracker.Modules.Identity.Accounts;

/// <summary>Who may do what with an account that they name. Other callers do not learn whether it exists.</summary>
internal static class AccountAccess
{
    public static bool MayRead(this Actor actor, Guid accountId) => actor.Role == ActorRole.Service || actor.MayDeactivate(accountId);

    public static bool MayDeactivate(this Actor actor, Guid accountId) => actor.Role == ActorRole.Admin || actor.Is(accountId);
}
