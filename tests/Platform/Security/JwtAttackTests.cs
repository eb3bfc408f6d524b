using System.IdentityModel.Tokens.Jwt;
using Microsoft.IdentityModel.Tokens;
using Shouldly;
using Tracker.Platform.Security.Tokens;
using static Tracker.Tests.Platform.Security.TokenForge;

namespace Tracker.Tests.Platform.Security;

public sealed class JwtAttackTests
{
    private static readonly string Good = Sign(GoodPayload);

    [Fact]
    public void A_token_from_the_library_is_valid()
    {
        var credentials = new SigningCredentials(
            new SymmetricSecurityKey(System.Text.Encoding.UTF8.GetBytes(Key)), SecurityAlgorithms.HmacSha256);
        var payload = new JwtPayload { ["sub"] = "a1b2", ["email"] = "jörg@example.com", ["exp"] = Unix + 60 };
        var token = new JwtSecurityTokenHandler().WriteToken(new JwtSecurityToken(new JwtHeader(credentials), payload));

        Verifier().TryVerify(token, out var claims).ShouldBeTrue();

        (claims!.Subject, claims.Email).ShouldBe(("a1b2", "jörg@example.com"));
    }

    [Fact]
    public void Our_token_is_valid_for_the_library()
    {
        var token = Issuer().Issue(
            new TokenBearer("a1b2", "jörg+x@example.com", "admin"),
            new TokenPolicy(OptionalClaims.Email | OptionalClaims.Role, TimeSpan.FromHours(1)));

        Library(token).Claims.Where(claim => claim.Type is "sub" or "email" or "role")
            .Select(claim => claim.Value).ShouldBe(["a1b2", "jörg+x@example.com", "admin"]);
    }

    [Fact]
    public void Every_change_of_one_character_invalidates_the_token()
    {
        for (var i = 0; i < Good.Length; i++)
        {
            var tampered = Good[..i] + (Good[i] == 'A' ? 'B' : 'A') + Good[(i + 1)..];

            Verifier().TryVerify(tampered, out _).ShouldBeFalse(tampered);
        }

        Should.Throw<Exception>(() => Library(Good[..40] + "AAAA" + Good[44..]));
        Library(Good).ShouldNotBeNull();
    }

    [Fact]
    public void The_last_character_of_a_signature_has_one_valid_value()
    {
        const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

        alphabet.Count(last => Verifier().TryVerify(Good[..^1] + last, out _)).ShouldBe(1);
    }

    [Fact]
    public void A_token_signed_with_another_key_is_refused() =>
        Verifier().TryVerify(Sign(GoodPayload, key: "another secret of 32 bytes or so"), out _).ShouldBeFalse();

    public static TheoryData<string> WrongForms => new(
        $"{Good}.", $".{Good}", $"{Good}.{Good.Split('.')[2]}", $"{Good}=", Good.Replace('.', ' '), $" {Good}", $"{Good}\n", Good[..^1],
        Good[..Good.LastIndexOf('.')], Good[..(Good.LastIndexOf('.') + 1)], "..", ".", "a.b.c", "null", $"Bearer {Good}",
        Good.Replace("e", "é", StringComparison.Ordinal),
        Sign(GoodPayload, """{"alg":"none"}""")[..^43],
        new string('a', 5000),
        Sign($$"""{"sub":"{{new string('a', 4000)}}","exp":9999999999}"""));

    [Theory]
    [MemberData(nameof(WrongForms))]
    public void A_token_of_the_wrong_form_is_refused(string token) => Verifier().TryVerify(token, out _).ShouldBeFalse();

    [Fact]
    public void The_longest_token_is_still_read()
    {
        var subject = new string('a', 2983);
        var token = Sign($$"""{"sub":"{{subject}}","exp":9999999999}""");

        token.Length.ShouldBeInRange(4090, 4096);
        Verifier().TryVerify(token, out var claims).ShouldBeTrue();
        claims!.Subject.ShouldBe(subject);
    }

    [Fact]
    public void An_empty_token_is_refused() => Verifier().TryVerify("", out _).ShouldBeFalse();

    [Fact]
    public void Verifying_a_token_allocates_little()
    {
        var verifier = Verifier();
        verifier.TryVerify(Good, out _);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 1000; i++)
        {
            verifier.TryVerify(Good, out _);
        }

        ((GC.GetAllocatedBytesForCurrentThread() - before) / 1000).ShouldBeLessThan(200);
    }

    private static JwtSecurityToken Library(string token)
    {
        var handler = new JwtSecurityTokenHandler { MapInboundClaims = false };
        handler.ValidateToken(token, new TokenValidationParameters
        {
            IssuerSigningKey = new SymmetricSecurityKey(System.Text.Encoding.UTF8.GetBytes(Key)),
            ValidateIssuer = false,
            ValidateAudience = false,
            LifetimeValidator = (_, expires, _, _) => expires > Now.UtcDateTime,
        }, out var validated);
        return (JwtSecurityToken)validated;
    }
}
