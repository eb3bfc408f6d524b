using Shouldly;
using Tracker.Modules.Identity.Accounts;

namespace Tracker.Tests.Modules.Identity;

public sealed class RegisterUserTests
{
    [Fact]
    public async Task A_new_user_has_both_ids_and_the_default_role()
    {
        await using var host = await IdentityHost.StartAsync(IdentityHost.Policy with { DefaultRole = "customer" });

        var account = IdentityHost.Account("Jane.Doe@Example.com") with { FirstName = "Jane", LastName = "Doe", Phone = "+15551234567" };
        (await host.Get<RegisterUserHandler>().Handle(account, CancellationToken.None)).Succeeded(out var user, out _).ShouldBeTrue();

        user.ShouldNotBeNull();
        (user.Email, user.FirstName, user.LastName, user.Phone, user.FullName)
            .ShouldBe(("Jane.Doe@Example.com", "Jane", "Doe", "+15551234567", null));
        (user.Number, user.Role, user.IsActive, user.DeactivatedAt).ShouldBe((1, "customer", true, null));
        (user.CreatedAt, user.UpdatedAt).ShouldBe((host.Clock.GetUtcNow().UtcDateTime, host.Clock.GetUtcNow().UtcDateTime));
        user.CreatedAt.Kind.ShouldBe(DateTimeKind.Utc);
        (await host.Get<FindUserHandler>().ByIdAsync(user.Id, CancellationToken.None)).ShouldBeEquivalentTo(user);
        (await host.Get<FindUserHandler>().ByNumberAsync(1, CancellationToken.None)).ShouldBeEquivalentTo(user);
    }

    [Theory]
    [InlineData("ann@example.com")]
    [InlineData("ANN@Example.COM")]
    [InlineData("\u212Aim@example.com", "kim@example.com")]
    [InlineData("JOSE\u0301@example.com", "josé@example.com")]
    public async Task A_taken_address_is_refused_in_any_case(string again, string first = "ann@example.com")
    {
        await using var host = await IdentityHost.StartAsync();
        await host.RegisterAsync(first);

        var outcome = await host.Get<RegisterUserHandler>().Handle(IdentityHost.Account(again), CancellationToken.None);

        outcome.Failure.ShouldBe(RegisterUserFailure.EmailTaken);
        (await host.ScalarAsync<int>("select count(*) from users")).ShouldBe(1);
    }

    [Fact]
    public async Task A_taken_username_is_refused_in_any_case()
    {
        await using var host = await IdentityHost.StartAsync();
        await host.RegisterAsync("ann@example.com", "ann");

        var outcome = await host.Get<RegisterUserHandler>()
            .Handle(IdentityHost.Account("other@example.com", "Ann"), CancellationToken.None);

        outcome.Failure.ShouldBe(RegisterUserFailure.UsernameTaken);
    }

    [Fact]
    public async Task Exactly_one_of_parallel_registrations_of_an_address_succeeds()
    {
        await using var host = await IdentityHost.StartAsync();

        var outcomes = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => host.Get<RegisterUserHandler>().Handle(IdentityHost.Account(), CancellationToken.None)));

        outcomes.Count(outcome => outcome.Failure is null).ShouldBe(1);
        outcomes.Count(outcome => outcome.Failure is RegisterUserFailure.EmailTaken).ShouldBe(7);
    }

    [Fact]
    public async Task A_password_is_stored_as_a_bcrypt_hash_only()
    {
        await using var host = await IdentityHost.StartAsync();

        await host.RegisterAsync();

        (await host.ScalarAsync<string>("select password_hash from users")).ShouldNotBeNull().ShouldStartWith("$2b$04$");
    }
}
