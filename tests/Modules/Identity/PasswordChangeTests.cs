using Shouldly;
using Tracker.Modules.Identity;
using Tracker.Modules.Identity.Accounts;
using Tracker.Modules.Identity.Sessions;
using Tracker.Platform.Primitives;
using Tracker.Platform.Security;

namespace Tracker.Tests.Modules.Identity;

public sealed class PasswordChangeTests
{
    [Fact]
    public async Task A_password_change_replaces_the_old_and_ends_every_session()
    {
        await using var host = await IdentityHost.StartAsync();
        var user = await host.RegisterAsync();
        var session = await host.LogInAsync();

        (await ChangeAsync(host, user)).Failure.ShouldBeNull();

        (await host.LogInFailureAsync(user.Email)).ShouldBe(LogInFailure.InvalidCredentials);
        (await host.RefreshAsync(session.RefreshToken)).Session.ShouldBeNull();
        (await host.LogInAsync(user.Email, "battery staple")).User.Id.ShouldBe(user.Id);
    }

    [Fact]
    public async Task A_password_change_is_audited()
    {
        await using var host = await IdentityHost.StartAsync();
        var user = await host.RegisterAsync();

        await ChangeAsync(host, user);

        (await host.CountAuditAsync("PASSWORD_CHANGED", user.Id)).ShouldBe(1);
    }

    [Fact]
    public async Task A_failed_audit_undoes_the_password_change()
    {
        await using var host = await IdentityHost.StartAsync();
        var user = await host.RegisterAsync();
        var session = await host.LogInAsync();
        host.Audit.Fails = true;

        await Should.ThrowAsync<Npgsql.PostgresException>(() => ChangeAsync(host, user));

        host.Audit.Fails = false;
        (await host.RefreshAsync(session.RefreshToken)).Session.ShouldNotBeNull();
        await host.LogInAsync();
    }

    [Fact]
    public async Task A_wrong_current_password_changes_nothing()
    {
        await using var host = await IdentityHost.StartAsync();
        var user = await host.RegisterAsync();

        (await ChangeAsync(host, user, "wrong")).Failure.ShouldBe(ChangePasswordFailure.WrongCurrentPassword);

        await host.LogInAsync();
        (await host.ScalarAsync<int>("select count(*) from audit_rows where event_type = 'PASSWORD_CHANGED'")).ShouldBe(0);
    }

    [Fact]
    public async Task Exactly_one_of_parallel_changes_succeeds()
    {
        await using var host = await IdentityHost.StartAsync();
        var user = await host.RegisterAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ChangeAsync(host, user)));

        results.Count(result => result.Failure is null).ShouldBe(1);
        results.Count(result => result.Failure is ChangePasswordFailure.WrongCurrentPassword).ShouldBe(3);
    }

    [Fact]
    public async Task A_deactivated_user_cannot_change_its_password()
    {
        await using var host = await IdentityHost.StartAsync();
        var user = await host.RegisterAsync();
        await host.Get<DeactivateUserHandler>().Handle(
            new DeactivateUserCommand(user.Id, new Actor(user.Id, ActorRole.User)), CancellationToken.None);

        (await ChangeAsync(host, user)).Failure.ShouldBe(ChangePasswordFailure.UserNotFound);
    }

    [Fact]
    public async Task A_login_started_before_a_password_change_opens_no_session()
    {
        await using var host = await IdentityHost.StartAsync();
        var user = await host.RegisterAsync();
        var stale = await host.Get<Tracker.Modules.Identity.Storage.UserStore>().FindCredentialsAsync(user.Id, CancellationToken.None);
        await ChangeAsync(host, user);

        await using var work = host.Get<Tracker.Platform.Persistence.Database>().Begin();
        var now = host.Clock.GetUtcNow().UtcDateTime;
        (await Tracker.Modules.Identity.Storage.RefreshTokenStore.StartFamilyAsync(
            work, Guid.NewGuid(), stale!, OpaqueToken.Create().Hash, now.AddDays(1), now, CancellationToken.None))
            .ShouldBeFalse();
    }

    [Fact]
    public async Task An_operator_resets_a_password_without_the_old_one()
    {
        await using var host = await IdentityHost.StartAsync();
        var user = await host.RegisterAsync();
        var session = await host.LogInAsync();

        var outcome = await host.Get<ResetPasswordHandler>().Handle(
            new ResetPasswordCommand(IdentityHost.Email("ANN@example.com"), IdentityHost.NewPassword("battery staple")),
            CancellationToken.None);

        outcome.Failure.ShouldBeNull();
        (await host.LogInAsync(user.Email, "battery staple")).User.Id.ShouldBe(user.Id);
        (await host.RefreshAsync(session.RefreshToken)).Session.ShouldBeNull();
        (await host.ScalarAsync<string>("select details from audit_rows where event_type = 'PASSWORD_CHANGED'"))
            .ShouldBe("""{"system":true}""");
    }

    [Fact]
    public async Task Resetting_the_password_of_an_unknown_user_fails()
    {
        await using var host = await IdentityHost.StartAsync();

        var outcome = await host.Get<ResetPasswordHandler>().Handle(
            new ResetPasswordCommand(IdentityHost.Email("ann@example.com"), IdentityHost.NewPassword("battery staple")),
            CancellationToken.None);

        outcome.Failure.ShouldBe(ResetPasswordFailure.UserNotFound);
    }

    private static Task<Outcome<Guid, ChangePasswordFailure>> ChangeAsync(
        IdentityHost host, User user, string current = IdentityHost.Password) =>
        host.Get<ChangePasswordHandler>().Handle(
            new ChangePasswordCommand(user.Id, new Secret(current), IdentityHost.NewPassword("battery staple")), CancellationToken.None);
}
