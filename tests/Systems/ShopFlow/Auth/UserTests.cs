using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Tracker.Platform.Retention;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.ShopFlow.Auth;

/// <summary>GET and DELETE /auth/users/:id (document 003 §4.1, §10.6).</summary>
public sealed class UserTests(Shop shop) : IClassFixture<Shop>
{
    private static readonly string NotYours = Refusal.Of("FORBIDDEN", "You may only use your own profile");
    private static readonly string NotFound = Refusal.Of("USER_NOT_FOUND", "User not found");

    [Fact]
    public async Task Customers_see_their_own_profile()
    {
        var customer = await shop.CustomerAsync();

        await (await GetAsync(customer, customer.Id)).ShouldBeAsync(HttpStatusCode.OK, $$"""
            {
                "id": "{{customer.Id}}", "email": "{{customer.Email}}", "first_name": "Jane", "last_name": "Doe", "phone": null,
                "role": "customer", "is_active": true, "created_at": "*", "updated_at": "*"
            }
            """);
    }

    [Fact]
    public async Task Another_customers_profile_is_indistinguishable_from_an_unknown_one()
    {
        var (customer, other) = (await shop.CustomerAsync(), await shop.CustomerAsync());

        await (await GetAsync(customer, other.Id)).ShouldBeAsync(HttpStatusCode.Forbidden, NotYours);
        await (await GetAsync(customer, Guid.NewGuid())).ShouldBeAsync(HttpStatusCode.Forbidden, NotYours);
        await (await customer.AuthAsync(HttpMethod.Delete, $"/auth/users/{other.Id}")).ShouldBeAsync(HttpStatusCode.Forbidden, NotYours);
    }

    [Fact]
    public async Task Admins_and_services_see_every_profile()
    {
        var customer = await shop.CustomerAsync();

        (await (await GetAsync(await shop.AdminAsync(), customer.Id)).ReadAsync())["email"]!.GetValue<string>().ShouldBe(customer.Email);
        (await (await GetAsync(shop.Service(), customer.Id)).ReadAsync())["email"]!.GetValue<string>().ShouldBe(customer.Email);
    }

    [Fact]
    public async Task An_unknown_user_is_not_found()
    {
        await (await GetAsync(shop.Service(), Guid.NewGuid())).ShouldBeAsync(HttpStatusCode.NotFound, NotFound);
        await (await shop.Service().AuthAsync(HttpMethod.Get, "/auth/users/42")).ShouldBeAsync(HttpStatusCode.NotFound, NotFound);
        await (await (await shop.AdminAsync()).AuthAsync(HttpMethod.Delete, $"/auth/users/{Guid.NewGuid()}"))
            .ShouldBeAsync(HttpStatusCode.NotFound, NotFound);
    }

    [Fact]
    public async Task A_profile_requires_a_token() =>
        await (await shop.AuthHttp.GetAsync($"/auth/users/{Guid.NewGuid()}"))
            .ShouldBeAsync(HttpStatusCode.Unauthorized, Refusal.NotAuthenticated);

    [Fact]
    public async Task Only_the_right_password_reveals_a_deactivated_account()
    {
        var customer = await shop.CustomerAsync();

        (await customer.AuthAsync(HttpMethod.Delete, $"/auth/users/{customer.Id}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        await (await LogInAsync(customer, Shop.Password))
            .ShouldBeAsync(HttpStatusCode.Forbidden, Refusal.Of("ACCOUNT_DEACTIVATED", "This account has been deactivated"));
        await (await LogInAsync(customer, "a guess"))
            .ShouldBeAsync(HttpStatusCode.Unauthorized, Refusal.Of("INVALID_CREDENTIALS", "E-mail address or password is wrong"));
        await (await shop.PostAsync("/auth/refresh", $$"""{"refresh_token": "{{customer.RefreshToken}}"}"""))
            .ShouldBeAsync(HttpStatusCode.Unauthorized, Refusal.NotAuthenticated);
        (await (await GetAsync(shop.Service(), customer.Id)).ReadAsync())["is_active"]!.GetValue<bool>().ShouldBeFalse();
    }

    [Fact]
    public async Task A_deactivated_account_is_purged_after_ninety_days()
    {
        var (admin, customer, rule) =
            (await shop.AdminAsync(), await shop.CustomerAsync(), shop.Auth.Services.GetRequiredService<RetentionRule>());
        // While the service executes its daily run, no other one starts.
        await Soon.BecomesAsync(() => rule.RunAsync(CancellationToken.None), purged => purged is not null);
        (await customer.AuthAsync(HttpMethod.Delete, $"/auth/users/{customer.Id}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await Shop.ExecuteAsync(
            shop.AuthDatabase, "update users set deactivated_at = now() - interval '90 days' where id = $1", customer.Id);

        (await rule.RunAsync(CancellationToken.None)).ShouldBe(1);

        await (await GetAsync(admin, customer.Id)).ShouldBeAsync(HttpStatusCode.NotFound, NotFound);
        await (await GetAsync(shop.Service(), customer.Id)).ShouldBeAsync(HttpStatusCode.NotFound, NotFound);
        await (await GetAsync(customer, customer.Id)).ShouldBeAsync(HttpStatusCode.Unauthorized, Refusal.NotAuthenticated);
        await (await LogInAsync(customer, Shop.Password))
            .ShouldBeAsync(HttpStatusCode.Unauthorized, Refusal.Of("INVALID_CREDENTIALS", "E-mail address or password is wrong"));
        (await shop.RegisterAsync(customer.Email)).StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task An_admin_can_delete_any_account_repeatedly()
    {
        var (admin, customer) = (await shop.AdminAsync(), await shop.CustomerAsync());

        (await admin.AuthAsync(HttpMethod.Delete, $"/auth/users/{customer.Id}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await admin.AuthAsync(HttpMethod.Delete, $"/auth/users/{customer.Id}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task A_service_cannot_delete_an_account()
    {
        var customer = await shop.CustomerAsync();

        foreach (var id in new[] { $"{customer.Id}", $"{Guid.NewGuid()}", "42" })
        {
            await (await shop.Service().AuthAsync(HttpMethod.Delete, $"/auth/users/{id}")).ShouldBeAsync(
                HttpStatusCode.Forbidden, Refusal.Of("FORBIDDEN", "Only a user may do this, not a service"));
        }
    }

    [Fact]
    public async Task The_configured_admin_can_log_in()
    {
        await using var other = await Shop.StartAsync(("ADMIN_EMAIL", "boss@example.com"), ("ADMIN_PASSWORD", Shop.Password));

        (await other.PostAsync("/auth/login", $$"""{"email": "boss@example.com", "password": "{{Shop.Password}}"}"""))
            .StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Shop.RowsAsync(other.AuthDatabase, "select role, first_name from users"))
            .ToJsonString().ShouldBe("""[{"role":"admin","first_name":"Shop"}]""");
    }

    private static Task<HttpResponseMessage> GetAsync(Shopper reader, Guid id) => reader.AuthAsync(HttpMethod.Get, $"/auth/users/{id}");

    private Task<HttpResponseMessage> LogInAsync(Shopper customer, string password) =>
        shop.PostAsync("/auth/login", $$"""{"email": "{{customer.Email}}", "password": "{{password}}"}""");
}
