using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tracker.Modules.Identity.Accounts;
using Tracker.Modules.Identity.Sessions;
using Tracker.Modules.Identity.Storage;
using Tracker.Platform.Persistence;
using Tracker.Platform.Persistence.Auditing;
using Tracker.Platform.Security;
using Tracker.Platform.Security.Passwords;
using Tracker.Platform.Security.Tokens;

namespace Tracker.Modules.Identity;

/// <summary>Accounts and sessions.</summary>
public static class IdentityModule
{
    /// <summary>The tables <c>users</c> and <c>refresh_tokens</c>. <see cref="TextSchema.Migrations"/> come before them.</summary>
    public static MigrationSet Migrations { get; } = MigrationSet.Embedded("identity", typeof(IdentityModule).Assembly);

    /// <summary>
    /// Adds the module's handlers. The service adds <see cref="Database"/>, <see cref="SigningKeys"/>, <see cref="IAuditTrail"/>, <see cref="TimeProvider"/>
    /// and logging; a <see cref="PasswordHasher"/> added before is used, else there is one of cost 12.
    /// </summary>
    public static IServiceCollection AddIdentity(this IServiceCollection services, IdentityPolicy policy)
    {
        services.TryAddSingleton(_ => new PasswordHasher());
        services.TryAddSingleton(at => new JwtIssuer(at.Get<SigningKeys>(), at.Get<TimeProvider>()));
        services.AddSingleton(policy);
        services.AddSingleton(at => new UserStore(at.Get<Database>()));
        services.AddSingleton(at => new RefreshTokenStore(at.Get<Database>()));
        services.AddSingleton(at => new AccessTokens(at.Get<JwtIssuer>(), policy));
        return services.AddAccounts(policy).AddSessions(policy);
    }

    /// <summary>Opens the operator's admin account before the service takes its first request. Added after the database, whose tables it needs.</summary>
    /// <param name="services">The service's container, with <see cref="AddIdentity"/>.</param>
    /// <param name="admin">The account; null for none.</param>
    public static IServiceCollection AddAdmin(this IServiceCollection services, AdminAccount? admin) =>
        admin is null
            ? services
            : services.AddSingleton<IHostedService>(at => new AdminAtStart(admin, at.Get<CreateOrLeaveAdminHandler>(), at.Get<ILogger<AdminAtStart>>()));

    private static IServiceCollection AddAccounts(this IServiceCollection services, IdentityPolicy policy) => services
        .AddSingleton(at => new RegisterUserHandler(at.Get<Database>(), at.Get<PasswordHasher>(), policy, at.Get<TimeProvider>()))
        .AddSingleton(at => new CreateOrLeaveAdminHandler(at.Get<UserStore>(), at.Get<RegisterUserHandler>()))
        .AddSingleton(at => new FindUserHandler(at.Get<UserStore>()))
        .AddSingleton(at => new PromoteUserHandler(at.Get<Database>(), at.Get<UserStore>(), at.Get<TimeProvider>()))
        .AddSingleton(at => new DeactivateUserHandler(at.Get<Database>(), at.Get<UserStore>(), at.Get<TimeProvider>()))
        .AddSingleton(at => new PurgeDeactivatedUsers(at.Get<UserStore>(), at.Get<TimeProvider>()))
        .AddSingleton(at => new ResetPasswordHandler(
            at.Get<Database>(), at.Get<UserStore>(), at.Get<PasswordHasher>(), policy, at.Get<IAuditTrail>(), at.Get<TimeProvider>()));

    private static IServiceCollection AddSessions(this IServiceCollection services, IdentityPolicy policy) => services
        .AddSingleton(at => new LogInHandler(
            at.Get<Database>(), at.Get<UserStore>(), at.Get<PasswordHasher>(), at.Get<AccessTokens>(), policy, at.Get<IAuditTrail>(), at.Get<TimeProvider>()))
        .AddSingleton(at => new RefreshSessionHandler(
            at.Get<Database>(), at.Get<RefreshTokenStore>(), at.Get<AccessTokens>(), policy, at.Get<TimeProvider>(),
            at.Get<ILogger<RefreshSessionHandler>>()))
        .AddSingleton(at => new LogOutHandler(at.Get<Database>(), at.Get<RefreshTokenStore>()))
        .AddSingleton(at => new ChangePasswordHandler(
            at.Get<Database>(), at.Get<UserStore>(), at.Get<PasswordHasher>(), policy, at.Get<IAuditTrail>(), at.Get<TimeProvider>()))
        .AddSingleton(at => new CallerLookup(at.Get<Database>()))
        .AddSingleton(at => new PurgeRefreshTokens(at.Get<RefreshTokenStore>(), at.Get<TimeProvider>()));

    private static T Get<T>(this IServiceProvider services)
        where T : notnull => services.GetRequiredService<T>();
}
