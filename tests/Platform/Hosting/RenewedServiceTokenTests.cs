using System.Text.Json.Nodes;
using Shouldly;
using Tracker.Platform.Security;
using Tracker.Platform.Security.Tokens;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Platform.Hosting;

public sealed class RenewedServiceTokenTests
{
    private static readonly SigningKeys Keys = new(new Secret("a secret of thirty-two bytes or more"));
    private readonly StoppedClock clock = new();

    [Fact]
    public void It_says_what_the_document_says_of_service_tokens_and_nothing_else()
    {
        var payload = Token().Current().Split('.')[1];

        var claims = JsonNode.Parse(Convert.FromBase64String(payload.Replace('-', '+').Replace('_', '/').PadRight((payload.Length + 3) / 4 * 4, '=')))!.AsObject();

        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        JsonNode.DeepEquals(claims, new JsonObject { ["sub"] = "order-service", ["role"] = "service", ["iat"] = now, ["exp"] = now + (24 * 60 * 60) }).ShouldBeTrue($"{claims}");
    }

    [Fact]
    public void It_stays_the_same_for_half_its_life_and_is_another_one_then()
    {
        var token = Token();
        var first = token.Current();

        clock.Advance(TimeSpan.FromHours(12) - TimeSpan.FromSeconds(1));
        token.Current().ShouldBe(first);
        clock.Advance(TimeSpan.FromSeconds(1));

        token.Current().ShouldNotBe(first);
    }

    [Fact]
    public void It_is_valid_whenever_it_is_asked_for_even_after_the_clock_was_set_back()
    {
        var token = Token();
        var verifier = new JwtVerifier(Keys, clock);

        foreach (var hours in new[] { 0, 11, 5, 30, 100, -80, 7 })
        {
            clock.Advance(TimeSpan.FromHours(hours));
            verifier.Verify(token.Current()).Status.ShouldBe(TokenStatus.Valid, $"after {hours} hours more");
        }
    }

    private RenewedServiceToken Token() => new(new JwtIssuer(Keys, clock), "order-service", clock);
}
