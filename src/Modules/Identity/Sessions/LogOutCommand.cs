using Tracker.Modules.Identity.Storage;
using Tracker.Platform.Persistence;
using Tracker.Platform.Security;

namespace Tracker.Modules.Identity.Sessions;

/// <summary>Ends a session by revoking its refresh token's family. Access tokens remain valid until they expire.</summary>
/// <param name="RefreshToken">Any text a client sent.</param>
public sealed record LogOutCommand(string RefreshToken)
{
    public override string ToString() => nameof(LogOutCommand);
}

/// <summary>Ends sessions. It cannot fail: an unknown token has no session, and repeating it changes nothing.</summary>
public sealed class LogOutHandler
{
    private readonly Database database;
    private readonly RefreshTokenStore refreshTokens;

    internal LogOutHandler(Database database, RefreshTokenStore refreshTokens) =>
        (this.database, this.refreshTokens) = (database, refreshTokens);

    public async Task Handle(LogOutCommand command, CancellationToken ct)
    {
        if (await refreshTokens.FindFamilyAsync(OpaqueToken.HashOf(command.RefreshToken), ct) is not { } found)
        {
            return;
        }

        await using var work = database.Begin();
        RefreshTokenStore.RevokeFamily(work, found.Family);
        await work.CommitAsync(ct);
    }
}
