using Shouldly;
using Tracker.Platform.Hosting;

namespace Tracker.Tests.Platform.Hosting;

public sealed class ServiceSettingsTests
{
    [Theory]
    [InlineData("http://auth:3001", "http://auth:3001/")]
    [InlineData("https://shop.example/auth//", "https://shop.example/auth/")]
    public void The_address_of_another_service_ends_with_one_slash(string text, string url)
    {
        var settings = Of(("AUTH_SERVICE_URL", text));

        settings.RequiredHttpUrl("AUTH_SERVICE_URL", "its address").AbsoluteUri.ShouldBe(url);

        settings.ThrowIfInvalid();
    }

    [Theory]
    [InlineData("", "AUTH_SERVICE_URL is not set (its address)")]
    [InlineData("ftp://auth:3001", "AUTH_SERVICE_URL: must be an http or https URL")]
    [InlineData("auth:3001", "AUTH_SERVICE_URL: must be an http or https URL")]
    public void An_invalid_service_address_is_reported_once(string text, string problem)
    {
        var settings = Of(("AUTH_SERVICE_URL", text));

        settings.RequiredHttpUrl("AUTH_SERVICE_URL", "its address");

        Should.Throw<SettingsException>(settings.ThrowIfInvalid).Problems.ShouldBe([problem]);
    }

    [Fact]
    public void Origins_are_separated_by_commas_and_have_a_default()
    {
        Of(("CORS_ORIGINS", "https://a.example/, HTTPS://B.example:8443,"))
            .CorsOrigins("").ShouldBe(["https://a.example", "https://b.example:8443"]);
        Of(("CORS_ORIGINS", "*")).CorsOrigins("").ShouldBe(["*"]);
        Of().CorsOrigins("http://localhost:3000").ShouldBe(["http://localhost:3000"]);
        Of().CorsOrigins("").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("shop.example")]
    [InlineData("https://shop.example/page")]
    [InlineData("ftp://shop.example")]
    public void An_invalid_origin_is_reported(string text)
    {
        var settings = Of(("CORS_ORIGINS", text));

        settings.CorsOrigins("").ShouldBeEmpty();

        Should.Throw<SettingsException>(settings.ThrowIfInvalid)
            .Problems.ShouldBe(["CORS_ORIGINS: must be origins such as https://shop.example, with commas between them"]);
    }

    [Theory]
    [InlineData("mysql://user:secret@db/shop", "DATABASE_URL: expected postgres://user:password@host:port/database")]
    [InlineData("postgres://user:secret@db", "DATABASE_URL: the URL names no database: postgres://user:password@host:port/database")]
    [InlineData("postgres://user:secret@db/shop?foo=x", "DATABASE_URL: the URL's parameter 'foo' is not known or has a bad value")]
    public void An_invalid_database_address_is_reported_without_its_password(string url, string problem)
    {
        var settings = Of(("DATABASE_URL", url));

        settings.DatabaseUrl();

        Should.Throw<SettingsException>(settings.ThrowIfInvalid).Problems.ShouldBe([problem]);
    }

    [Fact]
    public async Task A_password_keeps_its_surrounding_spaces_even_from_a_file()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, " s3cret \r\n");

        Of(("ADMIN_PASSWORD", " s3cret ")).Verbatim("ADMIN_PASSWORD").ShouldBe(" s3cret ");
        Of(("ADMIN_PASSWORD_FILE", file)).Verbatim("ADMIN_PASSWORD").ShouldBe(" s3cret ");
        Of(("ADMIN_PASSWORD", "")).Verbatim("ADMIN_PASSWORD").ShouldBeNull();
        File.Delete(file);
    }

    [Fact]
    public void The_default_proxy_is_the_local_machine()
    {
        Of().TrustedProxies().Select(network => $"{network}").ShouldBe(["127.0.0.0/8", "::1/128"]);
        Of(("TRUSTED_PROXIES", "10.1.0.0/16")).TrustedProxies().Select(network => $"{network}").ShouldBe(["10.1.0.0/16"]);
        var wrong = Of(("TRUSTED_PROXIES", "everybody"));

        wrong.TrustedProxies().ShouldBeEmpty();

        Should.Throw<SettingsException>(wrong.ThrowIfInvalid).Problems.ShouldHaveSingleItem().ShouldStartWith("TRUSTED_PROXIES: ");
    }

    [Fact]
    public async Task A_variable_takes_precedence_over_its_file()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "from the file\n");

        Of(("JWT_SECRET_FILE", file)).Required("JWT_SECRET", "the secret").ShouldBe("from the file");
        Of(("JWT_SECRET_FILE", file), ("JWT_SECRET", "itself")).Required("JWT_SECRET", "the secret").ShouldBe("itself");
        File.Delete(file);
    }

    [Fact]
    public void An_unreadable_file_is_reported_once_and_not_as_missing()
    {
        var settings = Of(("JWT_SECRET_FILE", "/nowhere/secret"));

        settings.Required("JWT_SECRET", "the secret");
        settings.Optional("JWT_SECRET");

        Should.Throw<SettingsException>(settings.ThrowIfInvalid)
            .Problems.ShouldHaveSingleItem().ShouldStartWith("JWT_SECRET_FILE names a file that cannot be read: ");
    }

    private static ServiceSettings Of(params (string Name, string Value)[] variables) =>
        new(variables.ToDictionary(variable => variable.Name, variable => variable.Value));
}
