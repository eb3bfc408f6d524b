using System.Net;
using Shouldly;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.ShopFlow.Auth;

/// <summary>POST /auth/register (document 003 §4.1).</summary>
public sealed class RegisterTests(Shop shop) : IClassFixture<Shop>
{
    [Fact]
    public async Task Registering_returns_the_account()
    {
        var answer = await shop.PostAsync("/auth/register", """
            {"email": "Jane.Doe@example.com", "password": "S3cur3P@ssw0rd!", "first_name": " Jane ", "last_name": "Doe", "phone": "+15551234567", "role": "admin"}
            """);

        await answer.ShouldBeAsync(HttpStatusCode.Created, """
            {"id": "*", "email": "Jane.Doe@example.com", "first_name": "Jane", "last_name": "Doe", "phone": "+15551234567", "role": "customer", "created_at": "*"}
            """);
        answer.Headers.Location!.ToString().ShouldStartWith("/auth/users/");
    }

    [Theory]
    [InlineData("")]
    [InlineData(""", "phone": null""")]
    public async Task A_phone_may_be_missing(string phone)
    {
        var email = $"{Guid.NewGuid():N}@example.com";

        var answer = await shop.PostAsync(
            "/auth/register", $$"""{"email": "{{email}}", "password": "S3cur3P@ssw0rd!", "first_name": "A", "last_name": "B"{{phone}}}""");

        (await answer.ReadAsync(HttpStatusCode.Created))["phone"].ShouldBeNull();
    }

    [Fact]
    public async Task An_address_can_be_registered_once_in_any_case()
    {
        await (await shop.RegisterAsync("Twice@example.com")).ReadAsync(HttpStatusCode.Created);

        await (await shop.RegisterAsync("tWICE@EXAMPLE.com")).ShouldBeAsync(
            HttpStatusCode.Conflict, Refusal.Of("EMAIL_ALREADY_REGISTERED", "An account with this e-mail address exists already"));
    }

    [Fact]
    public async Task A_taken_address_is_a_conflict_after_a_restore_too()
    {
        await using var restored = await Shop.StartAsync();
        // A restore creates the constraints of a table before its indexes, and PostgreSQL names the older one.
        await Shop.ExecuteAsync(restored.AuthDatabase, "drop index users_email_folded_key");
        await Shop.ExecuteAsync(restored.AuthDatabase, "create unique index users_email_folded_key on users (email_folded)");
        await (await restored.RegisterAsync("taken@example.com")).ReadAsync(HttpStatusCode.Created);

        (await restored.RegisterAsync("taken@example.com")).StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    [Theory]
    [InlineData("Sh0rt!a", "must have at least 8 characters")]
    [InlineData("n0 upper case!", "needs an upper-case letter")]
    [InlineData("N0 LOWER CASE!", "needs a lower-case letter")]
    [InlineData("No digit here!", "needs a digit")]
    [InlineData("N0SpecialCharacter", "needs a character that is neither letter nor digit")]
    [InlineData("Aa1!567890123456789012345678901234567890123456789012345678901234567890123", "must have at most 72 bytes in UTF-8")]
    public async Task Each_password_rule_is_reported_separately(string password, string message) =>
        await (await RegisterAsync("password", $"\"{password}\""))
            .ShouldBeAsync(HttpStatusCode.BadRequest, Refusal.Invalid($$"""{"password": ["{{message}}"]}"""));

    [Fact]
    public async Task Passwords_are_hashed_at_the_default_cost_of_twelve()
    {
        await using var unset = await shop.Services.StartAnotherAsync("auth-service", ("PASSWORD_HASH_COST", ""));
        var body = $$"""{"email": "twelve@example.com", "password": "{{Shop.Password}}", "first_name": "A", "last_name": "B"}""";

        await (await unset.Http.PostAsync("/auth/register", JsonAssertions.Json(body))).ReadAsync(HttpStatusCode.Created);

        var row = (await Shop.RowsAsync(shop.AuthDatabase, "select password_hash from users where email = 'twelve@example.com'")).Single()!;
        row["password_hash"]!.GetValue<string>().ShouldStartWith("$2b$12$");
    }

    [Theory]
    [InlineData("5551234567")]
    [InlineData("+05551234567")]
    [InlineData("+1 555 123 4567")]
    [InlineData("+1555123456789012")]
    [InlineData("+1555-1234567")]
    [InlineData("+1")]
    [InlineData("+１５５５１２３４５６７")]
    public async Task A_phone_that_is_not_E164_is_refused(string phone) =>
        await (await RegisterAsync("phone", $"\"{phone}\"")).ShouldBeAsync(
            HttpStatusCode.BadRequest, Refusal.Invalid("""{"phone": ["must be a phone number in E.164 format, e.g. +15551234567"]}"""));

    [Theory]
    [InlineData("email", "\"no address\"", "must be an e-mail address")]
    [InlineData("email", "7", "must be a string")]
    [InlineData("email", "null", "must be a string")]
    [InlineData("first_name", "\"  \"", "must not be empty")]
    [InlineData("last_name", "\"\\u0000\"", "must not contain the character U+0000")]
    [InlineData("first_name", "[]", "must be a string")]
    [InlineData("last_name", "\"\\ud800\"", "must be valid Unicode text")]
    public async Task A_field_at_fault_is_reported(string field, string json, string message) =>
        await (await RegisterAsync(field, json))
            .ShouldBeAsync(HttpStatusCode.BadRequest, Refusal.Invalid($$"""{"{{field}}": ["{{message}}"]}"""));

    [Theory]
    [InlineData("first_name", 100)]
    [InlineData("last_name", 100)]
    public async Task A_name_has_a_maximum_length(string field, int max)
    {
        var name = new string('é', max);

        (await (await RegisterAsync(field, $"\"{name}\"")).ReadAsync(HttpStatusCode.Created))[field]!.GetValue<string>().ShouldBe(name);
        await (await RegisterAsync(field, $"\"{name}é\"")).ShouldBeAsync(
            HttpStatusCode.BadRequest, Refusal.Invalid($$"""{"{{field}}": ["must have at most {{max}} characters"]}"""));
    }

    [Fact]
    public async Task A_phone_has_at_most_fifteen_digits()
    {
        (await RegisterAsync("phone", "\"+155512345678901\"")).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await RegisterAsync("phone", "\"+1555123456789012\"")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task All_faults_are_reported_together() =>
        await (await shop.PostAsync("/auth/register", """{"email": "x", "password": "short", "phone": "1"}"""))
            .ShouldBeAsync(HttpStatusCode.BadRequest, Refusal.Invalid("""
            {
                "email": ["must be an e-mail address"],
                "password": [
                    "must have at least 8 characters", "needs an upper-case letter", "needs a digit", "needs a character that is neither letter nor digit"
                ],
                "first_name": ["is required"],
                "last_name": ["is required"],
                "phone": ["must be a phone number in E.164 format, e.g. +15551234567"]
            }
            """));

    [Theory]
    [InlineData("", "a JSON object is required")]
    [InlineData("{", "is not valid JSON")]
    [InlineData("[]", "must be a JSON object")]
    public async Task A_body_that_is_not_an_object_is_refused(string body, string message) =>
        await (await shop.PostAsync("/auth/register", body))
            .ShouldBeAsync(HttpStatusCode.BadRequest, Refusal.Invalid($$"""{"body": ["{{message}}"]}"""));

    [Fact]
    public async Task The_table_has_the_documented_constraints_and_defaults()
    {
        await Should.ThrowAsync<Npgsql.PostgresException>(() => Shop.ExecuteAsync(
            shop.AuthDatabase,
            "insert into users (email, password_hash, first_name, last_name, role) values ('a@b.c', '', '', '', 'service')"));
        await Shop.ExecuteAsync(
            shop.AuthDatabase, "insert into users (email, password_hash, first_name, last_name) values ('raw@example.com', 'x', 'A', 'B')");

        var rows = await Shop.RowsAsync(shop.AuthDatabase, "select role, is_active from users where email = 'raw@example.com'");

        rows.ToJsonString().ShouldBe("""[{"role":"customer","is_active":true}]""");
    }

    private Task<HttpResponseMessage> RegisterAsync(string field, string json)
    {
        var members = new Dictionary<string, string>
        {
            ["email"] = $"\"{Guid.NewGuid():N}@example.com\"",
            ["password"] = $"\"{Shop.Password}\"",
            ["first_name"] = "\"Jane\"",
            ["last_name"] = "\"Doe\"",
            [field] = json,
        };
        return shop.PostAsync("/auth/register", $"{{{string.Join(", ", members.Select(member => $"\"{member.Key}\": {member.Value}"))}}}");
    }
}
