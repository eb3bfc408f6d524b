using System.Globalization;
using Shouldly;
using Tracker.Platform.Primitives;

namespace Tracker.Tests.Platform.Primitives;

public sealed class VisibleTextTests
{
    [Theory]
    [InlineData("0020 00A0 3000 0009")]
    [InlineData("200B")]
    [InlineData("2060")]
    [InlineData("FEFF")]
    [InlineData("00AD")]
    [InlineData("034F")]
    [InlineData("3164")]
    [InlineData("115F 1160 FFA0")]
    [InlineData("17B4 17B5")]
    [InlineData("180B 180C 180D 180E 180F")]
    [InlineData("200C 200D 200E 200F")]
    [InlineData("202A 202E 2066 2069 2065")]
    [InlineData("2800")]
    [InlineData("FE00 FE0F")]
    [InlineData("E0001 E0020 E007F E0100 E01EF")]
    [InlineData("0001 007F")]
    public void Text_without_visible_characters_is_blank(string codePoints) => VisibleText.IsBlank(Text(codePoints)).ShouldBeTrue();

    [Theory]
    [InlineData("0061")]
    [InlineData("200B 0061 200B")]
    [InlineData("1F468 200D 1F469 200D 1F467")]
    [InlineData("0645 06CC 200C 062E 0648 0627 0647 0645")]
    [InlineData("0301")]
    [InlineData("1F3F4 E0067 E0062 E007F")]
    [InlineData("E000")]
    public void Text_with_a_visible_character_is_not_blank(string codePoints) => VisibleText.IsBlank(Text(codePoints)).ShouldBeFalse();

    private static string Text(string codePoints) =>
        string.Concat(codePoints.Split(' ')
            .Select(hex => char.ConvertFromUtf32(int.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture))));
}
