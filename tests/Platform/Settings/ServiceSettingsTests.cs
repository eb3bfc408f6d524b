using Shouldly;
using Tracker.Platform.Http;
using Tracker.Platform.Persistence;
using Tracker.Platform.Settings;

namespace Tracker.Tests.Platform.Settings;

public sealed class ServiceSettingsTests
{
    private static readonly Setting<Uri> Url = Setting.ServiceUrl("AUTH_SERVICE_URL", "its address");
    private static readonly Setting<string> Secret = Setting.Text("JWT_SECRET", "the secret");
    private static readonly Setting<string> Password = Setting.Text("ADMIN_PASSWORD", "the password");

    [Theory]
    [InlineData("http://auth:3001", "http://auth:3001/")]
    [InlineData("https://shop.example/auth//", "https://shop.example/auth/")]
    public void The_address_of_another_service_ends_with_one_slash(string text, string url)
    {
        var settings = Of(("AUTH_SERVICE_URL", text));

        settings.Read(Url).AbsoluteUri.ShouldBe(url);

        settings.ThrowIfInvalid();
    }

    [Theory]
    [InlineData("", "AUTH_SERVICE_URL is not set (its address)")]
    [InlineData("ftp://auth:3001", "AUTH_SERVICE_URL: must be an http or https URL")]
    [InlineData("auth:3001", "AUTH_SERVICE_URL: must be an http or https URL")]
    [InlineData(
        "http://a:1,http://b:1",
        "AUTH_SERVICE_URL: must be one URL; for several addresses, give that of a gateway or another load balancer")]
    public void An_invalid_service_address_is_reported_once(string text, string problem)
    {
        var settings = Of(("AUTH_SERVICE_URL", text));

        settings.Read(Url);

        Should.Throw<SettingsException>(settings.ThrowIfInvalid).Problems.ShouldBe([problem]);
    }

    [Fact]
    public void Origins_are_separated_by_commas_and_have_a_default()
    {
        Of(("CORS_ORIGINS", "https://a.example/, HTTPS://B.example:8443,"))
            .Read(HttpSettings.CorsOrigins()).ShouldBe(["https://a.example", "https://b.example:8443"]);
        Of(("CORS_ORIGINS", "*")).Read(HttpSettings.CorsOrigins()).ShouldBe(["*"]);
        Of().Read(HttpSettings.CorsOrigins("http://localhost:3000")).ShouldBe(["http://localhost:3000"]);
        Of().Read(HttpSettings.CorsOrigins()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("shop.example")]
    [InlineData("https://shop.example/page")]
    [InlineData("ftp://shop.example")]
    public void An_invalid_origin_is_reported(string text)
    {
        var settings = Of(("CORS_ORIGINS", text));

        settings.Read(HttpSettings.CorsOrigins()).ShouldBeEmpty();

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

        Of(("ADMIN_PASSWORD", " s3cret ")).Verbatim(Password).ShouldBe(" s3cret ");
        Of(("ADMIN_PASSWORD_FILE", file)).Verbatim(Password).ShouldBe(" s3cret ");
        Of(("ADMIN_PASSWORD", "")).Verbatim(Password).ShouldBeNull();
        File.Delete(file);
    }

    [Fact]
    public void The_default_proxy_is_the_local_machine()
    {
        Of().Read(HttpSettings.TrustedProxies).Select(network => $"{network}").ShouldBe(["127.0.0.0/8", "::1/128"]);
        Of(("TRUSTED_PROXIES", "10.1.0.0/16")).Read(HttpSettings.TrustedProxies).Select(network => $"{network}").ShouldBe(["10.1.0.0/16"]);
        var wrong = Of(("TRUSTED_PROXIES", "everybody"));

        wrong.Read(HttpSettings.TrustedProxies);

        Should.Throw<SettingsException>(wrong.ThrowIfInvalid).Problems.ShouldHaveSingleItem().ShouldStartWith("TRUSTED_PROXIES: ");
    }

    [Fact]
    public async Task A_variable_takes_precedence_over_its_file()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "from the file\n");

        Of(("JWT_SECRET_FILE", file)).Require(Secret).ShouldBe("from the file");
        Of(("JWT_SECRET_FILE", file), ("JWT_SECRET", "itself")).Require(Secret).ShouldBe("itself");
        File.Delete(file);
    }

    [Fact]
    public void An_unreadable_file_is_reported_once_and_not_as_missing()
    {
        var settings = Of(("JWT_SECRET_FILE", "/nowhere/secret"));

        settings.Require(Secret);
        settings.Optional(Secret);

        Should.Throw<SettingsException>(settings.ThrowIfInvalid)
            .Problems.ShouldHaveSingleItem().ShouldStartWith("JWT_SECRET_FILE names a file that cannot be read: ");
    }

    [Theory]
    [InlineData("PORT", "many", "PORT must be a whole number from 1 to 9")]
    [InlineData("PORT", "10", "PORT must be a whole number from 1 to 9")]
    [InlineData("MODE", "ajar", "MODE must be one of open, closed")]
    [InlineData("LEVEL", "loud", "LEVEL: must be a level")]
    public void A_wrong_value_is_refused_and_the_default_applies(string name, string value, string problem)
    {
        var settings = Of((name, value));

        settings.Read(Setting.Number("PORT", "the port", 7, 1, 9)).ShouldBe(7);
        settings.Read(Setting.OneOf("MODE", "the mode", "open", "closed")).ShouldBe("open");
        settings.Read(Setting.Of("LEVEL", "the level", _ => throw new FormatException("must be a level"), 3)).ShouldBe(3);

        Should.Throw<SettingsException>(settings.ThrowIfInvalid).Problems.ShouldBe([problem]);
    }

    [Fact]
    public void A_required_variable_may_be_set_by_another()
    {
        var host = Setting.Text("BROKER_HOST", "its host");
        var url = Setting.Text("BROKER_URL", "its address") with { IsRequired = true, Or = host };
        var (other, neither) = (Of(("BROKER_HOST", "broker")), Of());

        other.RefuseUnset(url);
        neither.RefuseUnset(url);

        other.IsValid.ShouldBeTrue();
        Should.Throw<SettingsException>(neither.ThrowIfInvalid).Problems.ShouldBe(["BROKER_URL is not set (its address)"]);
    }

    private static ServiceSettings Of(params (string Name, string Value)[] variables) =>
        new(variables.ToDictionary(variable => variable.Name, variable => variable.Value));
}
