#!/bin/sh
# Draws the clips that the simulator serves as results: one look for each service that is built in and one for all
# others, six ratios, 5 and 10 seconds.
# Needs ffmpeg with libx264; the clips are committed, so neither users nor tests run this.
# A look is one brightness formula (geq, x and y centred, one unit = the short side) and one palette (lutrgb).
set -eu
cd "${1:?the folder to write to}"
fps=15

x='((X-W/2)/min(W,H))'
y='((Y-H/2)/min(W,H))'

# Runway: folds of silk with one light that wanders over them.
runway="120+62*sin(4*$x+0.63*T+1.9*sin(3*$y+0.63*T))+44*sin(6*$y-0.63*T+1.6*sin(4*$x-1.26*T))\
+150*exp(-26*(pow($x-0.34*cos(0.63*T),2)+pow($y-0.26*sin(1.26*T),2)))"
runway_palette="r='min(255,20+val*1.05)':g='pow(val/255,2.2)*225':b='min(255,70+val*0.72)'"

# Kling: a sun going down into a moving sea.
sun="($y-(-0.10+0.018*T))"
kling="if(lt($y,0.12),\
max(235*exp(-2.2*abs($y-0.12))-70*exp(-90*pow($y+0.22+0.03*sin(5*$x+0.3*T),2))*(0.6+0.4*sin(3*$x-0.25*T)),\
if(lt(pow($x,2)+pow($sun,2),0.028),252,250*exp(-9*(pow($x,2)+pow($sun,2))))),\
20+56*exp(-3*($y-0.12))+26*sin(70*($y-0.12)/(0.25+$y)+3*sin(5*$x+0.8*T)-2.5*T)*sin(9*$x-1.1*T+14*$y)\
+150*exp(-pow($x+0.03*sin(60*$y-4*T),2)/(0.006+0.09*($y-0.12)))*(0.62+0.38*sin(46*$y-3*T)))"
kling_palette="r='min(255,34+val*1.25)':g='pow(val/255,1.7)*215+8':b='58+60*sin(val/255*3.14159)-20*val/255'"

# Jimeng: four ridges of ink passing under a moon, the near ones faster.
ridge() { # level at the crest, speed, wavelength, phase
  echo "($1-0.09*sin($3*($x+$2*T)+$4)-0.045*sin(2.3*$3*($x+$2*T)+2*$4)-0.018*sin(5.9*$3*($x+$2*T)))"
}
near=$(ridge 0.42 0.085 3.1 0.4)
middle=$(ridge 0.26 0.055 3.9 1.7)
far=$(ridge 0.12 0.034 4.6 3.0)
last=$(ridge 0.00 0.018 5.2 4.4)
moon="(pow($x-0.22,2)+pow($y+0.25-0.006*T,2))"
jimeng="if(gt($y,$near),14+40*($y-$near),if(gt($y,$middle),52+120*($y-$middle),if(gt($y,$far),96+150*($y-$far),\
if(gt($y,$last),138+160*($y-$last),if(lt($moon,0.011),250,176-70*(0.1-$y)+70*exp(-14*$moon))))))"
jimeng_palette="r='pow(val/255,1.5)*250':g='28+val*0.86':b='52+val*0.70'"

# All others: rings that widen from a slowly moving centre.
plain="128+96*sin(14*hypot($x-0.18*cos(0.63*T),$y-0.14*sin(0.63*T))-2.51*T)*exp(-1.3*hypot($x,$y))"
plain_palette="r='val*0.55+22':g='val*0.72+30':b='val*0.66+52'"

# One slice for the scenery and one for the rows below it, which are replaced: neither may lean on the other but by motion, and what
# moves at the border moves little. Without B frames and weights a picture needs nothing but the one before.
draw() { # service, formula, palette, name of the ratio, width, height, crf
  scenery=$(($6 - 48))
  # The formula is drawn at half size: what it draws is soft, and it takes a quarter of the time.
  source="color=black:s=$(($5 / 2))x$((scenery / 2)):r=$fps,format=gray,geq=lum='clip($2,0,255)'"
  ffmpeg -v error -y -f lavfi -i "$source,scale=$5:$scenery:flags=lanczos,format=gbrp,lutrgb=$3,pad=$5:$6:0:0:black" \
    -t 10 -map_metadata -1 -fflags +bitexact -flags:v +bitexact -c:v libx264 -preset veryslow -crf "$7" -pix_fmt yuv420p \
    -x264-params "cabac=0:bframes=0:weightp=0:ref=1:keyint=150:min-keyint=150:scenecut=0:threads=1:slice-max-mbs=$(($5 / 16 * scenery / 16))" \
    -f h264 "$1-$4.h264"
}

# Exact ratios in whole macroblocks.
for shape in 16x9:512:288 9x16:288:512 1x1:384:384 4x3:384:288 3x4:288:384 21x9:672:288; do
  IFS=: read -r ratio width height <<END
$shape
END
  draw runway "$runway" "$runway_palette" "$ratio" "$width" "$height" 28
  draw kling "$kling" "$kling_palette" "$ratio" "$width" "$height" 31
  draw jimeng "$jimeng" "$jimeng_palette" "$ratio" "$width" "$height" 27
  draw plain "$plain" "$plain_palette" "$ratio" "$width" "$height" 30
done
