using System.Text;
using Shouldly;
using Tracker.Platform.Security;
using Tracker.Platform.Security.Tokens;
using Tracker.Tests.TestKit;
using static Tracker.Tests.Platform.Security.TokenForge;

namespace Tracker.Tests.Platform.Security;

public sealed class JwtTests
{
    private static readonly TokenPolicy Full = new(
        OptionalClaims.Email | OptionalClaims.Role | OptionalClaims.IssuedAt, TimeSpan.FromHours(1));

    [Fact]
    public void An_issued_token_is_read_back()
    {
        var token = Issuer().Issue(new TokenBearer("a1b2", "ann+tag@example.com", "admin"), Full);

        Verifier().TryVerify(token, out var claims).ShouldBeTrue();

        (claims!.Subject, claims.Email, claims.Role).ShouldBe(("a1b2", "ann+tag@example.com", "admin"));
        (claims.IssuedAt, claims.ExpiresAt).ShouldBe((Now.UtcDateTime, Now.UtcDateTime.AddHours(1)));
    }

    [Theory]
    [InlineData(OptionalClaims.Email, """{"sub":"a1b2","email":"ann@example.com","exp":1771327800}""")]
    [InlineData(
        OptionalClaims.Email | OptionalClaims.Role | OptionalClaims.IssuedAt,
        """{"sub":"a1b2","email":"ann@example.com","role":"customer","iat":1771324200,"exp":1771327800}""")]
    [InlineData(OptionalClaims.IssuedAt, """{"sub":"a1b2","iat":1771324200,"exp":1771327800}""")]
    [InlineData(OptionalClaims.Session, """{"sub":"a1b2","sid":"s1","exp":1771327800}""")]
    public void A_token_has_exactly_the_claims_of_the_policy(OptionalClaims wanted, string payload)
    {
        var bearer = new TokenBearer("a1b2", "ann@example.com", "customer") { Session = "s1" };
        var token = Issuer().Issue(bearer, new TokenPolicy(wanted, TimeSpan.FromHours(1)));

        Verifier().TryVerify(token, out var claims).ShouldBeTrue();
        claims!.Session.ShouldBe(wanted == OptionalClaims.Session ? "s1" : null);
        Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(token.Split('.')[1])).ShouldBe(payload);
    }

    [Fact]
    public void A_service_token_has_no_address()
    {
        var token = Issuer().Issue(new TokenBearer("notification-service", null, "service"), Full);

        Verifier().TryVerify(token, out var claims).ShouldBeTrue();
        (claims!.Email, claims.Role).ShouldBe((null, "service"));
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    public void A_token_expires_on_the_second(int milliseconds, bool accepted)
    {
        var token = Issuer().Issue(new TokenBearer("a1b2", null, null), Full);

        Verifier(at: Now.AddHours(1).AddMilliseconds(milliseconds)).TryVerify(token, out _).ShouldBe(accepted);
    }

    [Theory]
    [InlineData("iat", 5, true)]
    [InlineData("iat", 6, false)]
    [InlineData("nbf", 5, true)]
    [InlineData("nbf", 6, false)]
    public void A_token_from_the_future_has_five_seconds_of_leeway(string claim, int seconds, bool accepted) =>
        Verifier().TryVerify(Sign($$"""{"sub":"a","exp":{{Unix + 60}},"{{claim}}":{{Unix + seconds}}}"""), out _).ShouldBe(accepted);

    [Theory]
    [InlineData("""{"sub":"a"}""")]
    [InlineData("""{"exp":9999999999}""")]
    [InlineData("""{"sub":"a","exp":"9999999999"}""")]
    [InlineData("""{"sub":7,"exp":9999999999}""")]
    [InlineData("""{"sub":null,"exp":9999999999}""")]
    [InlineData("""{"sub":"\ud800","exp":9999999999}""")]
    [InlineData("""{"sub":"a","exp":1e300}""")]
    [InlineData("""{"sub":"a","exp":null}""")]
    [InlineData("""{"sub":"a","exp":9999999999}}""")]
    [InlineData("""{"sub":"a","exp":9999999999""")]
    [InlineData("""["sub"]""")]
    [InlineData("7")]
    [InlineData("")]
    [InlineData("not json")]
    public void A_signed_payload_of_the_wrong_form_is_refused(string payload) =>
        Verifier().TryVerify(Sign(payload), out _).ShouldBeFalse();

    [Fact]
    public void Unknown_claims_are_skipped_and_fractional_seconds_count()
    {
        var payload = $$"""{"aud":["a",{"b":[]}],"sub":"a","exp":{{Unix}}.5}""";

        Verifier().TryVerify(Sign(payload), out _).ShouldBeTrue();
        Verifier(at: Now.AddMilliseconds(500)).TryVerify(Sign(payload), out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("""{"alg":"none"}""")]
    [InlineData("""{"alg":"HS512","typ":"JWT"}""")]
    [InlineData("""{"alg":"hs256"}""")]
    [InlineData("""{"alg":["HS256"]}""")]
    [InlineData("""{"typ":"JWT"}""")]
    [InlineData("""{"alg":"HS256","alg":"none"}""")]
    [InlineData("""{"alg":"HS256","crit":["exp"]}""")]
    [InlineData("HS256")]
    public void Another_algorithm_is_refused_despite_a_valid_signature(string header) =>
        Verifier().TryVerify(Sign(GoodPayload, header), out _).ShouldBeFalse();

    [Fact]
    public void Header_members_may_come_in_any_order() =>
        Verifier().TryVerify(Sign(GoodPayload, """{"typ":"JWT","kid":{"a":[1]},"alg":"HS256"}"""), out _).ShouldBeTrue();

    [Fact]
    public void A_rotation_verifies_both_secrets_and_signs_the_new()
    {
        var rotated = new SigningKeys(new Secret("another secret of 32 bytes or so"), new Secret(Key));
        var signed = new JwtIssuer(rotated, new StoppedClock(Now)).Issue(new TokenBearer("a", null, null), Full);

        new JwtVerifier(rotated, new StoppedClock(Now)).TryVerify(Sign(GoodPayload), out _).ShouldBeTrue();
        new JwtVerifier(rotated, new StoppedClock(Now)).TryVerify(signed, out _).ShouldBeTrue();
        Verifier().TryVerify(signed, out _).ShouldBeFalse();
    }
}
