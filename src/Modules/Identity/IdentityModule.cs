using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tracker.Modules.Identity.Accounts;
using Tracker.Modules.Identity.Passwords;
using Tracker.Modules.Identity.Sessions;
using Tracker.Modules.Identity.Storage;
using Tracker.Platform.Background;
using Tracker.Platform.Persistence;
using Tracker.Platform.Persistence.Auditing;
using Tracker.Platform.Security;
using Tracker.Platform.Security.Tokens;

namespace Tracker.Modules.Identity;

public static class IdentityModule
{
    /// <summary>The tables <c>users</c> and <c>refresh_tokens</c>. They require <see cref="TextSchema.Migrations"/>.</summary>
    public static MigrationSet Migrations { get; } =
        MigrationSet.Embedded("identity", MigrationLayer.Module, typeof(IdentityModule).Assembly);

    /// <summary>
    /// Adds the module's handlers, chores and tables. The service must have <see cref="Database"/>, <see cref="SigningKeys"/>,
    /// <see cref="IAuditTrail"/>, <see cref="TimeProvider"/> and logging. An already registered <see cref="PasswordHasher"/> is used;
    /// default: one with cost 12.
    /// </summary>
    public static IServiceCollection AddIdentity(this IServiceCollection services, IdentityPolicy policy)
    {
        services.TryAddSingleton(_ => new PasswordHasher());
        services.TryAddSingleton(provider => new JwtIssuer(provider.Get<SigningKeys>(), provider.Get<TimeProvider>()));
        services.AddMigrations(TextSchema.Migrations, Migrations);
        services.AddSingleton(policy);
        services.AddSingleton(provider => new UserStore(provider.Get<Database>()));
        services.AddSingleton(provider => new RefreshTokenStore(provider.Get<Database>()));
        services.AddSingleton(provider => new AccessTokens(provider.Get<JwtIssuer>(), policy));
        return services.AddAccounts(policy).AddSessions(policy);
    }

    /// <summary>
    /// Creates the operator's admin account before the first request. Call it after the database is added, whose tables it needs.
    /// </summary>
    /// <param name="services">Must have <see cref="AddIdentity"/>.</param>
    /// <param name="admin">Null for none.</param>
    public static IServiceCollection AddAdmin(this IServiceCollection services, AdminAccount? admin) =>
        admin is null
            ? services
            : services.AddSingleton<IHostedService>(provider => new AdminAtStart(
                admin, provider.Get<CreateOrLeaveAdminHandler>(), provider.Get<ILogger<AdminAtStart>>()));

    private static IServiceCollection AddAccounts(this IServiceCollection services, IdentityPolicy policy) => services
        .AddSingleton(provider => new RegisterUserHandler(
            provider.Get<Database>(), provider.Get<PasswordHasher>(), policy, provider.Get<TimeProvider>()))
        .AddSingleton(provider => new CreateOrLeaveAdminHandler(provider.Get<UserStore>(), provider.Get<RegisterUserHandler>()))
        .AddSingleton(provider => new FindUserHandler(provider.Get<UserStore>()))
        .AddSingleton(provider => new GetUserHandler(provider.Get<UserStore>()))
        .AddSingleton(provider => new PromoteUserHandler(provider.Get<Database>(), provider.Get<UserStore>(), provider.Get<TimeProvider>()))
        .AddSingleton(provider => new DeactivateUserHandler(
            provider.Get<Database>(), provider.Get<UserStore>(), provider.Get<TimeProvider>()))
        .AddSingleton(provider => new PurgeDeactivatedUsers(provider.Get<UserStore>(), provider.Get<TimeProvider>()))
        .AddSingleton(provider => new ResetPasswordHandler(
            provider.Get<Database>(),
            provider.Get<UserStore>(),
            provider.Get<PasswordHasher>(),
            policy,
            provider.Get<IAuditTrail>(),
            provider.Get<TimeProvider>()));

    private static IServiceCollection AddSessions(this IServiceCollection services, IdentityPolicy policy) => services
        .AddSingleton(provider => new LogInHandler(
            provider.Get<Database>(),
            provider.Get<UserStore>(),
            provider.Get<PasswordHasher>(),
            provider.Get<AccessTokens>(),
            policy,
            provider.Get<IAuditTrail>(),
            provider.Get<TimeProvider>()))
        .AddSingleton(provider => new RefreshSessionHandler(
            provider.Get<Database>(), provider.Get<RefreshTokenStore>(), provider.Get<AccessTokens>(), policy, provider.Get<TimeProvider>(),
            provider.Get<ILogger<RefreshSessionHandler>>()))
        .AddSingleton(provider => new LogOutHandler(provider.Get<Database>(), provider.Get<RefreshTokenStore>()))
        .AddSingleton(provider => new ChangePasswordHandler(
            provider.Get<Database>(),
            provider.Get<UserStore>(),
            provider.Get<PasswordHasher>(),
            policy,
            provider.Get<IAuditTrail>(),
            provider.Get<TimeProvider>()))
        .AddSingleton(provider => new CallerLookup(
            provider.Get<Database>(), provider.Get<UserStore>(), provider.Get<TimeProvider>()))
        .AddSingleton(provider => new OpenSessions(provider.Get<Database>(), provider.Get<TimeProvider>()))
        .AddSingleton(provider => new PurgeRefreshTokens(provider.Get<RefreshTokenStore>(), provider.Get<TimeProvider>()))
        .AddPeriodicWork<PurgeRefreshTokens>("Purging refresh tokens", TimeSpan.FromHours(1), work => work.StepAsync);

    private static T Get<T>(this IServiceProvider services)
        where T : notnull => services.GetRequiredService<T>();
}
