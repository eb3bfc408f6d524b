using Shouldly;
using Tracker.Modules.Identity;
using Tracker.Modules.Identity.Accounts;
using Tracker.Modules.Identity.Sessions;
using Tracker.Platform.Security;

namespace Tracker.Tests.Modules.Identity;

public sealed class AccountTests
{
    [Fact]
    public async Task A_caller_has_its_current_role_from_the_database()
    {
        await using var host = await IdentityHost.StartAsync();
        var user = await host.RegisterAsync();
        await host.Get<PromoteUserHandler>().Handle(new PromoteUserCommand(IdentityHost.Email("ANN@example.com")), CancellationToken.None);

        var expected = new ActiveUser(user.Id, user.Number, user.Email, Roles.Admin);
        (await host.Get<CallerLookup>().FindAsync(user.Id, CancellationToken.None)).ShouldBe(expected);
        (await host.Get<CallerLookup>().FindAsync(user.Number, CancellationToken.None)).ShouldBe(expected);
    }

    [Fact]
    public async Task An_unknown_or_deactivated_id_has_no_caller()
    {
        await using var host = await IdentityHost.StartAsync();
        var user = await host.RegisterAsync();
        await host.Get<DeactivateUserHandler>().Handle(
            new DeactivateUserCommand(user.Id, new Actor(user.Id, ActorRole.User)), CancellationToken.None);

        (await host.Get<CallerLookup>().FindAsync(user.Id, CancellationToken.None)).ShouldBeNull();
        (await host.Get<CallerLookup>().FindAsync(99, CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task Changes_of_this_process_count_at_once()
    {
        await using var host = await IdentityHost.StartAsync();
        var user = await host.RegisterAsync();
        (await FindAsync()).ShouldBe((Roles.User, Roles.User));

        await host.Get<PromoteUserHandler>().Handle(new PromoteUserCommand(IdentityHost.Email(user.Email)), CancellationToken.None);
        (await FindAsync()).ShouldBe((Roles.Admin, Roles.Admin));

        await host.Get<DeactivateUserHandler>().Handle(
            new DeactivateUserCommand(user.Id, new Actor(user.Id, ActorRole.User)), CancellationToken.None);
        (await FindAsync()).ShouldBe((null, null));

        async Task<(string?, string?)> FindAsync() => (
            (await host.Get<CallerLookup>().FindAsync(user.Id, CancellationToken.None))?.Role,
            (await host.Get<CallerLookup>().FindAsync(user.Number, CancellationToken.None))?.Role);
    }

    [Fact]
    public async Task Changes_of_another_process_count_within_a_second()
    {
        await using var host = await IdentityHost.StartAsync();
        var user = await host.RegisterAsync();
        (await host.Get<CallerLookup>().FindAsync(user.Id, CancellationToken.None)).ShouldNotBeNull();

        await host.ExecuteAsync("update users set is_active = false");
        await Task.Delay(TimeSpan.FromSeconds(1));

        (await host.Get<CallerLookup>().FindAsync(user.Id, CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task A_deactivated_user_keeps_the_time_and_loses_its_sessions()
    {
        await using var host = await IdentityHost.StartAsync();
        var user = await host.RegisterAsync();
        var session = await host.LogInAsync();
        host.Clock.Advance(TimeSpan.FromHours(1));

        (await host.Get<DeactivateUserHandler>().Handle(
            new DeactivateUserCommand(user.Id, new Actor(user.Id, ActorRole.User)), CancellationToken.None)).Failure.ShouldBeNull();

        var kept = await host.Get<FindUserHandler>().ByIdAsync(user.Id, CancellationToken.None);
        kept.ShouldNotBeNull();
        (kept.IsActive, kept.DeactivatedAt).ShouldBe((false, host.Clock.GetUtcNow().UtcDateTime));
        (await host.RefreshAsync(session.RefreshToken)).Session.ShouldBeNull();
    }

    [Fact]
    public async Task An_account_is_open_to_its_user_and_admins()
    {
        await using var host = await IdentityHost.StartAsync();
        var id = (await host.RegisterAsync()).Id;
        var (self, stranger) = (new Actor(id, ActorRole.User), new Actor(Guid.NewGuid(), ActorRole.User));
        var (admin, service) = (new Actor(Guid.NewGuid(), ActorRole.Admin), new Actor(Guid.Empty, ActorRole.Service));

        (Actor, GetUserFailure?)[] readers = [(self, null), (admin, null), (service, null), (stranger, GetUserFailure.NotAllowed)];
        foreach (var (reader, failure) in readers)
        {
            (await host.Get<GetUserHandler>().Handle(new GetUserQuery(id, reader), default)).Failure.ShouldBe(failure);
        }

        const DeactivateUserFailure NotAllowed = DeactivateUserFailure.NotAllowed;
        (Actor, DeactivateUserFailure?)[] actors = [(stranger, NotAllowed), (service, NotAllowed), (self, null), (admin, null)];
        foreach (var (actor, failure) in actors)
        {
            (await host.Get<DeactivateUserHandler>().Handle(new DeactivateUserCommand(id, actor), default)).Failure.ShouldBe(failure);
        }
    }

    [Fact]
    public async Task An_unknown_user_is_neither_promoted_nor_deactivated()
    {
        await using var host = await IdentityHost.StartAsync();

        (await host.Get<PromoteUserHandler>().Handle(new PromoteUserCommand(IdentityHost.Email("ann@example.com")), CancellationToken.None))
            .Failure.ShouldBe(PromoteUserFailure.UserNotFound);
        (await host.Get<DeactivateUserHandler>().Handle(
            new DeactivateUserCommand(Guid.NewGuid(), new Actor(Guid.NewGuid(), ActorRole.Admin)), CancellationToken.None))
            .Failure.ShouldBe(DeactivateUserFailure.UserNotFound);
    }

    [Fact]
    public async Task Parallel_instances_create_the_admin_once()
    {
        await using var host = await IdentityHost.StartAsync();
        var command = new CreateOrLeaveAdminCommand(IdentityHost.Account("root@example.com"));

        var outcomes = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => host.Get<CreateOrLeaveAdminHandler>().Handle(command, CancellationToken.None)));

        outcomes.Count(outcome => outcome.Failure is null).ShouldBe(1);
        outcomes.Count(outcome => outcome.Failure is RegisterUserFailure.EmailTaken).ShouldBe(3);
        (await host.LogInAsync("root@example.com")).User.Role.ShouldBe(Roles.Admin);
    }

    [Fact]
    public async Task Creating_the_admin_leaves_an_existing_account_unchanged()
    {
        await using var host = await IdentityHost.StartAsync();
        await host.RegisterAsync("ann@example.com");
        var command = new CreateOrLeaveAdminCommand(
            new RegisterUserCommand(IdentityHost.Email("Ann@example.com"), IdentityHost.NewPassword("another one")));

        var created = await host.Get<CreateOrLeaveAdminHandler>().Handle(command, CancellationToken.None);

        created.Failure.ShouldBe(RegisterUserFailure.EmailTaken);
        (await host.LogInAsync()).User.Role.ShouldBe(Roles.User);
    }

    [Fact]
    public async Task A_busy_hasher_makes_every_use_case_fail_without_changes()
    {
        await using var host = await IdentityHost.StartAsync();
        var user = await host.RegisterAsync();
        // A disposed hasher accepts no work, like one whose queue is full.
        host.Hasher.Dispose();

        var next = IdentityHost.NewPassword("battery staple");
        (await host.Get<RegisterUserHandler>().Handle(IdentityHost.Account("bob@example.com"), CancellationToken.None))
            .Failure.ShouldBe(RegisterUserFailure.Busy);
        (await host.LogInFailureAsync(user.Email)).ShouldBe(LogInFailure.Busy);
        (await host.LogInFailureAsync("bob@example.com")).ShouldBe(LogInFailure.Busy);
        (await host.Get<ChangePasswordHandler>()
            .Handle(new ChangePasswordCommand(user.Id, new Secret(IdentityHost.Password), next), CancellationToken.None))
            .Failure.ShouldBe(ChangePasswordFailure.Busy);
        (await host.Get<ResetPasswordHandler>()
            .Handle(new ResetPasswordCommand(IdentityHost.Email(user.Email), next), CancellationToken.None))
            .Failure.ShouldBe(ResetPasswordFailure.Busy);
        (await host.ScalarAsync<int>("select count(*) from users")).ShouldBe(1);
    }
}
